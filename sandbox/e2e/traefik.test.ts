import { edgeSuite } from "./scenarios/edge-suite.js";

edgeSuite({ title: "Traefik with its own resources", edge: "traefik" });

import { describeDoors } from "./scenarios/edge-suite.js";

describeDoors({ title: "the doors of Traefik's own resources", edge: "traefik" });

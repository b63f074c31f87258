import { edgeSuite } from "./scenarios/edge-suite.js";
import { edgeStacks } from "./stacks/edge-stacks.js";

edgeSuite({ title: "Gateway API with Traefik", edge: "gateway-api", config: edgeStacks["gateway-api"] });

import { edgeSuite } from "./scenarios/edge-suite.js";
import { gatewayApiStack } from "./stacks/edge-stacks.js";

edgeSuite({ title: "Gateway API with Traefik", edge: "gateway-api", config: gatewayApiStack });

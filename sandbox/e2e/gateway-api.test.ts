import { describeDoors } from "./scenarios/edge-suite.js";
import { gatewayApiStack } from "./stacks/edge-stacks.js";

describeDoors({ title: "the doors of the Gateway API", edge: "gateway-api", config: gatewayApiStack });

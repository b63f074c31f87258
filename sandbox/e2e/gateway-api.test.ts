import { describeDoors } from "./support/describe-doors.js";
import { gatewayApiStack } from "./support/edge-stacks.js";

describeDoors({ title: "the doors of the Gateway API", edge: "gateway-api", config: gatewayApiStack });

import { describeDoors } from "./support/describe-doors.js";

describeDoors({
  title: "the doors of the Gateway API",
  config: { "monitoring-sso:edge": { gatewayApi: { gateway: { name: "public", namespace: "traefik" }, traefik: {} } } },
});

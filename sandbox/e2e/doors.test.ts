import { describeDoors } from "./support/describe-doors.js";

describeDoors({ title: "the doors of Traefik's own resources", edge: "traefik" });

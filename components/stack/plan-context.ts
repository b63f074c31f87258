import type { Application } from "../access";
import type { EdgeChoice } from "../edge/args";
import type { BuiltInLocations } from "../monitoring/location";

/** What several parts of the plan are derived from. */
export interface PlanContext {
  readonly namespace: string;
  readonly locations: BuiltInLocations;
  readonly applications: readonly Application[];
  readonly edge: EdgeChoice;
  /** Hosts that users sign in on, the shared one first. */
  readonly signInHosts: readonly string[];
  /** Hosts that the certificate covers: those, and Grafana's own. */
  readonly certificateHosts: readonly string[];
  readonly hasGrafana: boolean;
}

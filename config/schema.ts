import type { z } from "zod";
import { access } from "./settings/access";
import { block } from "./fields/block";
import { charts, kubernetes, namespace } from "./settings/cluster";
import { edge } from "./settings/edge";
import { hostName } from "./fields/formats";
import { keycloak, keycloakAdmin } from "./settings/keycloak";
import { monitoring } from "./settings/monitoring";
import { network } from "./settings/network";
import { proxy } from "./settings/proxy";
import { sessions } from "./settings/sessions";
import { caBundle, tls } from "./settings/tls";

/** Pulumi's name of this project, which is in front of every setting: `monitoring-sso:host`. */
export const projectName = "monitoring-sso";

/**
 * Everything a stack's file can say, under the names of the facade's arguments. The one source of the loader's types
 * and errors, the editors' JSON schema and the reference table. Defaults are named here and set by the components.
 */
export const stackSchema = block({
  host: hostName().meta({
    description:
      "Shared host: the applications are served under paths of it, but for those that have a host of their own.",
  }),
  namespace: namespace.meta({ description: "The one namespace that holds everything the stack makes." }).optional(),
  keycloak: keycloak.meta({ description: "The Keycloak people sign in at, and what the stack makes in it." }),
  access: access.meta({ description: "Who may do what." }).optional(),
  edge: edge.meta({ description: "What stands between the outside and the applications. Exactly one block." }),
  tls: tls.meta({
    description:
      "Who signs the certificate the edge presents, for `host` and the applications' own hosts. Exactly one block.",
  }),
  caBundle: caBundle
    .meta({
      description:
        "The authorities that signed Keycloak's certificate, where those are not public ones. Exactly one block.",
    })
    .optional(),
  sessions: sessions
    .meta({ description: "Where sign-ins are kept. Exactly one block; without it, `valkey`." })
    .optional(),
  proxy: proxy.meta({ description: "The authentication proxy." }),
  monitoring: monitoring.meta({ description: "Prometheus, Alertmanager, Grafana." }).optional(),
  network: network.meta({ description: "Network policies around the stack's namespace." }),
  charts: charts
    .meta({ description: "Where charts come from. Exactly one of the two; without it, their upstream repositories." })
    .optional(),
  kubernetes: kubernetes.meta({ description: "Which cluster; without it, the current context." }).optional(),
  keycloakAdmin: keycloakAdmin
    .meta({
      description: "How the program signs in to Keycloak's administration; without it, from the environment.",
    })
    .optional(),
});

/** The settings that are a text; all others are blocks, which Pulumi hands over as JSON. */
export const textSettings: readonly string[] = ["host"];

/** A stack's configuration, checked. */
export type StackConfig = z.output<typeof stackSchema>;

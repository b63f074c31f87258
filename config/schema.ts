import type { z } from "zod";
import { block } from "./fields/block";
import { hostName } from "./fields/formats";
import { access } from "./settings/access";
import { charts, kubernetes, namespace } from "./settings/cluster";
import { edge } from "./settings/edge";
import { keycloak, keycloakAdmin } from "./settings/keycloak";
import { monitoring } from "./settings/monitoring";
import { network } from "./settings/network";
import { proxy } from "./settings/proxy";
import { sessions } from "./settings/sessions";
import { caBundle, tls } from "./settings/tls";

/** Pulumi's name of this project, which precedes every setting: `monitoring-sso:host`. */
export const projectName = "monitoring-sso";

/** The arguments of `MonitoringSso`, under the same names. */
const componentSettings = {
  host: hostName("monitoring.example.com").meta({
    description: "Shared host. Applications are served under paths of it, except those with a host of their own.",
  }),
  namespace: namespace.meta({ description: "The namespace that contains everything the stack creates." }).optional(),
  keycloak: keycloak.meta({ description: "Keycloak, where users sign in, and what the stack creates in it." }),
  access: access.meta({ description: "Who may do what." }).optional(),
  edge: edge.meta({
    description:
      "The edge, which forwards requests into the cluster: an ingress controller or a Gateway. Exactly one block.",
  }),
  tls: tls.meta({ description: "Source of the certificate for every host of the stack. Exactly one block." }),
  caBundle: caBundle
    .meta({
      description: "CA that signed Keycloak's certificate, if it is not a public one. Exactly one block.",
      defaultText: "the system's CA certificates",
    })
    .optional(),
  sessions: sessions
    .meta({ description: "Where sessions are stored. At most one block.", defaultText: "Valkey, in memory" })
    .optional(),
  proxy: proxy.meta({ description: "The authentication proxy." }),
  monitoring: monitoring.meta({ description: "Prometheus, Alertmanager and Grafana." }).optional(),
  network: network.meta({ description: "Network policies of the stack's namespace." }),
  charts: charts
    .meta({
      description: "Where Helm charts come from. At most one block.",
      defaultText: "their upstream repositories",
    })
    .optional(),
};

/** The settings of the program's providers, which no component has. */
const providerSettings = {
  kubernetes: kubernetes.meta({ description: "The cluster.", defaultText: "the current context" }).optional(),
  keycloakAdmin: keycloakAdmin
    .meta({
      description: "How the program authenticates to Keycloak's admin API.",
      defaultText: "environment variables",
    })
    .optional(),
};

/** Names of the settings that are not arguments of `MonitoringSso`. */
export const providerSettingNames: readonly string[] = Object.keys(providerSettings);

/**
 * Everything that a stack's file can contain. It is the one source of the loader's types and errors, the editors' JSON
 * schema and the reference. Forms, bounds and defaults are imported from the components, which apply them.
 */
export const stackSchema = block({ ...componentSettings, ...providerSettings });

/** The settings that are a text; all others are blocks, which Pulumi passes as JSON. */
export const textSettings: readonly string[] = ["host"];

/** A stack's configuration, checked. */
export type StackConfig = z.output<typeof stackSchema>;

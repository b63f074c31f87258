/** Why a value can bypass authentication, and what to do other than moving it to the unchecked values. */
export interface Refusal {
  /** What the value does, as a clause after "because". */
  readonly reason: string;
  readonly fix: string;
}

/** Classes of values that are refused. */
export const refusals = {
  exposes: {
    reason: "the chart would expose an application or a port without sign-in",
    fix: "the stack's edge exposes the applications (edge, monitoring.hosts)",
  },
  policies: {
    reason: "the chart's network policies would allow access beside those of the stack, because policies add up",
    fix: "use the network block of this stack",
  },
  listens: {
    reason: "it changes how an application listens or what its API allows, behind the access rules",
    fix: "remove it",
  },
  authenticates: {
    reason: "it decides who is signed in to Grafana, or which rights a user has there",
    fix: "use monitoring.grafana of this stack",
  },
  executes: {
    reason:
      "it changes what runs in a pod that the edge and the network policies trust: containers, arguments, environment, files or plugins, which win over settings",
    fix: "remove it",
  },
  installs: {
    reason: "it installs objects or programs beside those that the stack protects",
    fix: "manage them in a stack of your own",
  },
  grants: {
    reason: "it changes the identity or the rights of pods in the cluster",
    fix: "remove it",
  },
  required: {
    reason:
      "the stack's routes, network policies and roles are for Prometheus and Alertmanager, and the operator creates both",
    fix: 'remove it; the receiver "null" is for an Alertmanager that notifies nobody',
  },
  renames: {
    reason: "routes, network policies, probes or data sources rely on the chart's names, labels, selectors and ports",
    fix: "remove it",
  },
  versions: {
    reason: "access rules and settings were written for the versions of the pinned chart",
    fix: "leave the chart's default, or use another patch of it",
  },
  secrets: {
    reason: "it puts a secret in plain text into the stack's file and the state",
    fix: "refer to a Secret: alertmanager.alertmanagerSpec.{useExistingSecret,configSecret}, or the key that takes a Secret's name",
  },
} as const satisfies Readonly<Record<string, Refusal>>;

export type RefusedClass = keyof typeof refusals;
export type ValueClass = RefusedClass | "harmless";

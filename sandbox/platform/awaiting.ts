import type { CustomResourceOptions } from "@pulumi/pulumi";

/**
 * Pulumi waits ten seconds for the endpoints of a Service to settle. Each Service here is created after its Deployment, so
 * there is nothing to wait for.
 */
export const endpointsNotAwaited = { "pulumi.com/skipAwait": "true" };

/** Long enough for Keycloak's first start during a build; Pulumi's own limit is ten minutes. */
export const deploymentLimits = {
  customTimeouts: { create: "4m", update: "4m" },
} satisfies CustomResourceOptions;

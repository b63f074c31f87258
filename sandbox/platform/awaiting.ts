import type { CustomResourceOptions } from "@pulumi/pulumi";

/**
 * Pulumi waits ten seconds for a Service to come to rest. Each of ours comes after the Deployment behind it, so there
 * is nothing to wait for.
 */
export const endpointsNotAwaited = { "pulumi.com/skipAwait": "true" };

/** Long enough for Keycloak's first start beside a build; Pulumi's own limit is ten minutes. */
export const deploymentLimits = {
  customTimeouts: { create: "4m", update: "4m" },
} satisfies CustomResourceOptions;

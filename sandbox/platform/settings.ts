import * as pulumi from "@pulumi/pulumi";

/** Settings that differ between sandboxes; the rest of the platform is fixed. */
export interface PlatformSettings {
  /** Folder with the custom resource definitions of Traefik and of the Gateway API. */
  readonly crdsFolder: string;
  /** Address at which the machine reaches the edge; the edge's objects have it as their status. */
  readonly publicAddress: string;
  readonly images: { readonly coredns: string; readonly traefik: string; readonly keycloak: string };
  readonly hosts: { readonly keycloak: string; readonly monitoring: string };
  /** Hosts that applications of the product can have of their own. */
  readonly applicationHosts: readonly string[];
}

export function readSettings(config = new pulumi.Config()): PlatformSettings {
  return {
    crdsFolder: config.require("crdsFolder"),
    publicAddress: config.get("publicAddress") ?? "127.0.0.1",
    images: config.requireObject("images"),
    hosts: { keycloak: config.require("keycloakHost"), monitoring: config.require("monitoringHost") },
    applicationHosts: config.requireObject("applicationHosts"),
  };
}

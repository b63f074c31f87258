/** Takes over an existing Keycloak client. A separate program, so that the product keeps its own client. */
import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";
import { ProxyClient } from "../../components";

const config = new pulumi.Config();

// URL and credentials come from the environment, as in a pipeline.
const provider = new keycloak.Provider("keycloak", { clientId: "admin-cli", clientTimeout: 30 });
const client = new ProxyClient(
  "adopted",
  {
    keycloakUrl: config.require("keycloakUrl"),
    realm: config.require("realm"),
    clientId: config.require("clientId"),
    hosts: [config.require("host")],
    roles: ["viewer"],
    sessionExpire: "1h",
    adopt: { id: config.require("clientUuid") },
  },
  { providers: [provider] },
);

export const clientUuid = client.clientUuid;

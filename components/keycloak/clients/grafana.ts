import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";
import { settle } from "../../validation/settle";
import { bindRoles } from "../roles/bindings";
import { createClientRoles, planClientRoles } from "../roles/client-roles";
import { grafanaRoleExpression } from "../roles/grafana-role-expression";
import { createBrowserClient, signInScopes } from "./browser";
import { grafanaClient, type GrafanaClientArgs, grafanaRoles } from "./grafana-settings";

/** The confidential Keycloak client of Grafana, with one client role per role of Grafana. */
export class GrafanaClient extends pulumi.ComponentResource {
  /** Client id. Plain: it is part of Grafana's configuration. */
  public readonly clientId: string;
  /** Generated secret of the client. */
  public readonly clientSecret: pulumi.Output<string>;
  /** `iss` of the realm's tokens. */
  public readonly issuerUrl: string;
  /** Where a browser ends its Keycloak session. */
  public readonly endSessionUrl: string;
  /** Where Keycloak sends a browser after sign-out. */
  public readonly postLogoutRedirectUri: string;
  /** Longest session of a user, after which Keycloak refuses every refresh: Grafana must agree. */
  public readonly sessionExpire: string;
  /** Grafana's `role_attribute_path` for the claim in this client's tokens. */
  public readonly roleAttributePath: string = grafanaRoleExpression;

  constructor(name: string, args: GrafanaClientArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:GrafanaClient", name, args, opts);
    const settings = settle(args, grafanaClient, this);
    const child = { parent: this };
    const realmId = args.realmId ?? args.realm;
    const client = createBrowserClient(name, settings.client, { realmId, rotation: settings.rotation }, child);
    new keycloak.openid.UserClientRoleProtocolMapper(
      `${name}-roles-claim`,
      { realmId, clientId: client.id, clientIdForRoleMappings: settings.client.clientId, ...rolesClaim },
      child,
    );
    new keycloak.openid.ClientDefaultScopes(
      `${name}-default-scopes`,
      { realmId, clientId: client.id, defaultScopes: [...signInScopes] },
      child,
    );
    const owner = { realmId, clientId: client.id, importIds: {} };
    const roleIds = createClientRoles(name, planClientRoles(grafanaRoles, []), owner, child);
    bindRoles(name, settings.bindings, roleIds, { realmId, ...child });

    this.clientId = settings.client.clientId;
    this.clientSecret = pulumi.secret(client.clientSecret);
    this.issuerUrl = settings.urls.issuerUrl;
    this.endSessionUrl = settings.urls.endSessionUrl;
    this.postLogoutRedirectUri = settings.postLogoutRedirectUri;
    this.sessionExpire = settings.client.sessionExpire;
    this.registerOutputs({
      clientId: this.clientId,
      clientSecret: this.clientSecret,
      issuerUrl: this.issuerUrl,
      endSessionUrl: this.endSessionUrl,
      postLogoutRedirectUri: this.postLogoutRedirectUri,
      sessionExpire: this.sessionExpire,
      roleAttributePath: this.roleAttributePath,
    });
  }
}

/** The claim `roles`, a list, in every response in which Grafana looks for it. */
const rolesClaim = {
  name: "roles",
  claimName: "roles",
  multivalued: true,
  addToIdToken: true,
  addToAccessToken: true,
  addToUserinfo: true,
} as const;

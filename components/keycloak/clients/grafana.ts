import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";
import { formatProblems, type Problem } from "../../validation/problem";
import { type BrowserClientSettings, createBrowserClient, signInScopes } from "./browser";
import { createClientRoles, planClientRoles } from "../roles/client-roles";
import { grafanaRoleExpression } from "../roles/grafana-role-expression";
import { checkRealmUrls, realmUrls } from "../urls";
import { checkLifespan, checkLogoutUris } from "./proxy-settings";
import { bindRoles, checkRoleBindings, type GroupRoleBindingArgs, type UserRoleBindingArgs } from "../roles/bindings";

/** Grafana's own client, for its native sign-in. */
export interface GrafanaClientArgs {
  /** Public URL of Keycloak, https, without a trailing slash. Plain value. */
  keycloakUrl: string;
  /** Name of the realm. Plain value. */
  realm: string;
  /**
   * Id of the realm, as the `id` of a realm that the same program creates: everything then waits for it.
   * @default - the name, which is the id of a realm that exists
   */
  realmId?: pulumi.Input<string>;
  /**
   * Where people reach Grafana, without a trailing slash: `https://monitoring.example.com/grafana`. Grafana's own
   * `root_url` must say the same. Plain value.
   */
  rootUrl: string;
  /**
   * Client id. Plain value.
   * @default "grafana"
   */
  clientId?: string;
  /**
   * How long an access token lives, in seconds, 60 to 3600. Plain value.
   * @default 300
   */
  accessTokenLifespanSeconds?: number;
  /**
   * Groups that hold `viewer`, `editor` or `admin` in Grafana. They must exist.
   * @default - none: nobody gets in
   */
  groups?: GroupRoleBindingArgs[];
  /**
   * People who hold `viewer`, `editor` or `admin` in Grafana. They must exist.
   * @default - none: nobody gets in
   */
  users?: UserRoleBindingArgs[];
  /**
   * Any text; another one makes a new client secret. Plain value.
   * @default "1"
   */
  rotation?: string;
}

/** Roles of Grafana's client, as `grafanaRoleExpression` reads them. */
export const grafanaRoles = ["viewer", "editor", "admin"] as const;

/** @param prefix of the keys as the user wrote them, such as `keycloak.` */
export function checkGrafanaClient(args: GrafanaClientArgs, prefix = ""): Problem[] {
  const rootUrlIsWrong = args.rootUrl.endsWith("/") || checkLogoutUris([args.rootUrl], "").length > 0;
  const bindings = { groups: args.groups ?? [], users: args.users ?? [] };
  return [
    ...checkRealmUrls(args.keycloakUrl, args.realm, prefix),
    ...(rootUrlIsWrong
      ? [{ path: `${prefix}rootUrl`, value: args.rootUrl, expected: "an https URL without wildcard or trailing slash" }]
      : []),
    ...checkLifespan(args.accessTokenLifespanSeconds ?? 300, `${prefix}accessTokenLifespanSeconds`),
    ...checkRoleBindings(bindings, grafanaRoles, prefix),
  ];
}

/** The client without realm and secret. */
export function grafanaClientSettings(args: GrafanaClientArgs): BrowserClientSettings {
  return {
    clientId: args.clientId ?? "grafana",
    displayName: "Grafana",
    redirectUris: [`${args.rootUrl}/login/generic_oauth`],
    postLogoutRedirectUris: [`${args.rootUrl}/login`],
    accessTokenLifespanSeconds: args.accessTokenLifespanSeconds ?? 300,
  };
}

/**
 * The confidential Keycloak client of Grafana, with a role for each of Grafana's.
 */
export class GrafanaClient extends pulumi.ComponentResource {
  /** Client id; plain, because it is part of Grafana's configuration. */
  public readonly clientId: string;
  /** Generated secret, as the client has it. */
  public readonly clientSecret: pulumi.Output<string>;
  /** `iss` of the realm's tokens. */
  public readonly issuerUrl: string;
  /** Where a browser ends its Keycloak session. */
  public readonly endSessionUrl: string;
  /** Where Keycloak may send a browser after signing out. */
  public readonly postLogoutRedirectUri: string;
  /** Grafana's `role_attribute_path` for the claim this client's tokens carry. */
  public readonly roleAttributePath: string = grafanaRoleExpression;

  constructor(name: string, args: GrafanaClientArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:GrafanaClient", name, args, opts);
    const problems = checkGrafanaClient(args);
    if (problems.length > 0) {
      throw new pulumi.ResourceError(formatProblems(problems), this);
    }
    const settings = grafanaClientSettings(args);
    const child = { parent: this };
    const realmId = args.realmId ?? args.realm;
    const client = createBrowserClient(name, settings, { realmId, rotation: args.rotation ?? "1" }, child);
    new keycloak.openid.UserClientRoleProtocolMapper(
      `${name}-roles-claim`,
      { realmId, clientId: client.id, clientIdForRoleMappings: settings.clientId, ...rolesClaim },
      child,
    );
    new keycloak.openid.ClientDefaultScopes(
      `${name}-default-scopes`,
      { realmId, clientId: client.id, defaultScopes: [...signInScopes] },
      child,
    );
    const owner = { realmId, clientId: client.id, importIds: {} };
    const roleIds = createClientRoles(name, planClientRoles(grafanaRoles, []), owner, child);
    bindRoles(name, { groups: args.groups ?? [], users: args.users ?? [] }, roleIds, { realmId, ...child });

    const { issuerUrl, endSessionUrl } = realmUrls(args.keycloakUrl, args.realm);
    this.clientId = settings.clientId;
    this.clientSecret = pulumi.secret(client.clientSecret);
    this.issuerUrl = issuerUrl;
    this.endSessionUrl = endSessionUrl;
    this.postLogoutRedirectUri = `${args.rootUrl}/login`;
    this.registerOutputs({ clientId: this.clientId, issuerUrl: this.issuerUrl });
  }
}

/** The claim `roles`, a list, wherever Grafana looks for it. */
const rolesClaim = {
  name: "roles",
  claimName: "roles",
  multivalued: true,
  addToIdToken: true,
  addToAccessToken: true,
  addToUserinfo: true,
} as const;

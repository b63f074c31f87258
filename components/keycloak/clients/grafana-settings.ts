import type * as pulumi from "@pulumi/pulumi";
import { checkSessionExpire, defaultSessionExpire } from "../../proxy-contract/session-expire";
import { type Keys, ownKeys } from "../../validation/keys";
import type { Problem } from "../../validation/problem";
import { resolver } from "../../validation/settle";
import { keycloakDefaults } from "../defaults";
import {
  checkRoleBindings,
  type GroupRoleBindingArgs,
  resolveRoleBindings,
  type RoleBindings,
  type UserRoleBindingArgs,
} from "../roles/bindings";
import { type RealmUrls, realmUrls } from "../urls";
import type { BrowserClientSettings } from "./browser";
import { checkClient } from "./proxy-settings";

/** Grafana's own client, for its native sign-in. */
export interface GrafanaClientArgs {
  /** Public URL of Keycloak, https, without a trailing slash. Plain value. */
  keycloakUrl: string;
  /** Name of the realm. Plain value. */
  realm: string;
  /**
   * Id of the realm. Pass the `id` of a realm that the same program creates, so that everything waits for it.
   * @default - the name, which is the id of an existing realm
   */
  realmId?: pulumi.Input<string>;
  /**
   * URL of Grafana for users, without a trailing slash: `https://monitoring.example.com/grafana`. It must equal Grafana's
   * own `root_url`. Plain value.
   */
  rootUrl: string;
  /**
   * Client id. Plain value.
   * @default "grafana"
   */
  clientId?: string;
  /**
   * Lifespan of an access token in seconds, 60 to 3600. Plain value.
   * @default 300
   */
  accessTokenLifespanSeconds?: number;
  /**
   * Longest session of a user in Grafana, in hours, minutes, seconds: `8h`, `90m`. Keycloak rejects more than the realm's SSO
   * Session Max. Give Grafana the same value: `sessionExpire` of this component. Plain value.
   * @default "8h"
   */
  sessionExpire?: string;
  /**
   * Groups that hold `viewer`, `editor` or `admin` in Grafana. They must exist.
   * @default - none: no group has access
   */
  groups?: GroupRoleBindingArgs[];
  /**
   * Users that hold `viewer`, `editor` or `admin` in Grafana. They must exist.
   * @default - none: no user has access
   */
  users?: UserRoleBindingArgs[];
  /**
   * Rotation trigger: any string. Changing it generates a new client secret. Restart Grafana afterwards: it reads the
   * mounted secret only at its start. Plain value.
   * @default "1"
   */
  rotation?: string;
}

/** Everything about Grafana's client that is known before anything is created. */
export interface GrafanaClientSettings {
  readonly client: BrowserClientSettings;
  readonly urls: RealmUrls;
  /** Where Keycloak sends a browser after sign-out. */
  readonly postLogoutRedirectUri: string;
  readonly bindings: RoleBindings;
  readonly rotation: string;
}

/** Roles of Grafana's client, as `grafanaRoleExpression` reads them. */
export const grafanaRoles = ["viewer", "editor", "admin"] as const;

export function resolveGrafanaClient(args: GrafanaClientArgs): GrafanaClientSettings {
  const postLogoutRedirectUri = `${args.rootUrl}/login`;
  return {
    client: {
      clientId: args.clientId ?? keycloakDefaults.grafanaClientId,
      displayName: "Grafana",
      redirectUris: [`${args.rootUrl}/login/generic_oauth`],
      postLogoutRedirectUris: [postLogoutRedirectUri],
      accessTokenLifespanSeconds: args.accessTokenLifespanSeconds ?? keycloakDefaults.accessTokenLifespanSeconds,
      sessionExpire: args.sessionExpire ?? defaultSessionExpire,
    },
    urls: realmUrls(args.keycloakUrl, args.realm),
    postLogoutRedirectUri,
    bindings: resolveRoleBindings(args),
    rotation: args.rotation ?? keycloakDefaults.rotation,
  };
}

export function checkGrafanaClient(args: GrafanaClientArgs, keys: Keys<GrafanaClientArgs> = ownKeys): Problem[] {
  const rootUrl: Problem = {
    path: keys("rootUrl"),
    value: args.rootUrl,
    expected: "an https URL without wildcard, fragment or trailing slash",
  };
  return [
    ...checkClient(args, keys),
    ...checkSessionExpire(args.sessionExpire, keys("sessionExpire")),
    ...(isExactUrl(args.rootUrl) ? [] : [rootUrl]),
    ...checkRoleBindings(args, grafanaRoles, keys),
  ];
}

/** A wildcard in a redirect URI would make the sign-in an open redirector (RFC 9700 section 4.11). */
function isExactUrl(url: string): boolean {
  return URL.parse(url)?.protocol === "https:" && !/[*#]|\/$/.test(url);
}

export const grafanaClient = resolver((args: GrafanaClientArgs) => checkGrafanaClient(args), resolveGrafanaClient);

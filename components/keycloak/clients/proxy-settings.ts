import { identifier } from "../../validation/names";
import type { Problem } from "../../validation/problem";
import { type BrowserClientSettings, signInScopes } from "./browser";
import { checkCompositeRoles, type ClientRolePlan, planClientRoles, roleNames } from "../roles/client-roles";
import { checkRealmUrls, realmUrls, type RealmUrls } from "../urls";
import type { AdoptedClientArgs, ProxyClientArgs } from "./proxy-args";
import { checkRoleBindings, type RoleBindings } from "../roles/bindings";

/** Everything about the proxy's client that is known before anything is created. */
export interface ProxyClientSettings {
  readonly client: BrowserClientSettings;
  readonly urls: RealmUrls;
  /** Client scope that puts the client into the audience of tokens. */
  readonly audienceScope: string;
  readonly defaultScopes: readonly string[];
  readonly roles: ClientRolePlan;
  readonly bindings: RoleBindings;
  readonly rotation: string;
  /** Import ids of what exists already: the client, and roles by name. */
  readonly imports: { readonly client?: string; readonly roles: Readonly<Record<string, string>> };
}

/** Applies the defaults. */
export function resolveProxyClient(args: ProxyClientArgs): ProxyClientSettings {
  const clientId = args.clientId ?? "oauth2-proxy";
  const audienceScope = `${clientId}-audience`;
  return {
    client: {
      clientId,
      displayName: "Monitoring",
      redirectUris: args.hosts.map((host) => `https://${host}/oauth2/callback`),
      postLogoutRedirectUris: args.postLogoutRedirectUris ?? args.hosts.map(postLogoutRedirectUri),
      accessTokenLifespanSeconds: args.accessTokenLifespanSeconds ?? 300,
    },
    urls: realmUrls(args.keycloakUrl, args.realm),
    audienceScope,
    defaultScopes: [...signInScopes, audienceScope],
    roles: planClientRoles(args.roles, args.compositeRoles ?? []),
    bindings: { groups: args.groups ?? [], users: args.users ?? [] },
    rotation: args.rotation ?? "1",
    imports: importIds(args.realm, args.adopt),
  };
}

/** The address a browser may come back to after signing out; Keycloak compares it character by character. */
export function postLogoutRedirectUri(host: string): string {
  return `https://${host}/`;
}

function importIds(realm: string, adopt?: AdoptedClientArgs): ProxyClientSettings["imports"] {
  const roles = Object.fromEntries((adopt?.roles ?? []).map(({ name, id }) => [name, `${realm}/${id}`]));
  return adopt === undefined ? { roles } : { client: `${realm}/${adopt.id}`, roles };
}

/**
 * Everything that is wrong with the arguments.
 * @param prefix of the keys as the user wrote them, such as `keycloak.`
 */
export function checkProxyClient(args: ProxyClientArgs, prefix = ""): Problem[] {
  const { client, roles, bindings } = resolveProxyClient(args);
  const known = roleNames(roles);
  return [
    ...checkRealmUrls(args.keycloakUrl, args.realm, prefix),
    ...checkClientId(client.clientId, `${prefix}clientId`),
    ...checkHosts(args.hosts, `${prefix}hosts`),
    ...checkLogoutUris(client.postLogoutRedirectUris, `${prefix}postLogoutRedirectUris`),
    ...checkLifespan(client.accessTokenLifespanSeconds, `${prefix}accessTokenLifespanSeconds`),
    ...checkCompositeRoles(args.compositeRoles ?? [], `${prefix}compositeRoles`),
    ...checkRoleBindings(bindings, known, prefix),
    ...checkAdoption(args.adopt, known, `${prefix}adopt`),
  ];
}

function checkClientId(clientId: string, path: string): Problem[] {
  return identifier.pattern.test(clientId) ? [] : [{ path, value: clientId, expected: "letters, digits, '.', '_' and '-'" }];
}

const hostWithPort = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/;

function checkHosts(hosts: readonly string[], path: string): Problem[] {
  const wrong = hosts.flatMap((host, index) =>
    hostWithPort.test(host)
      ? []
      : [
          {
            path: `${path}[${index}]`,
            value: host,
            expected: "a lower-case host name without scheme, path or wildcard",
          },
        ],
  );
  return hosts.length === 0 ? [{ path, value: hosts, expected: "a list with at least one entry" }] : wrong;
}

/** A wildcard or `+` would make the sign-out an open redirector (RFC 9700 section 4.11). */
export function checkLogoutUris(uris: readonly string[], path: string): Problem[] {
  return uris.flatMap((uri, index) =>
    URL.parse(uri)?.protocol === "https:" && !/[*#]/.test(uri)
      ? []
      : [{ path: `${path}[${index}]`, value: uri, expected: "an exact https URL without wildcard or fragment" }],
  );
}

export function checkLifespan(seconds: number, path: string): Problem[] {
  return Number.isInteger(seconds) && seconds >= 60 && seconds <= 3600
    ? []
    : [{ path, value: seconds, expected: "whole seconds from 60 to 3600" }];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function checkAdoption(adopt: AdoptedClientArgs | undefined, roles: readonly string[], path: string): Problem[] {
  if (adopt === undefined) {
    return [];
  }
  const ids = [{ id: adopt.id, at: `${path}.id` }];
  const adopted = adopt.roles ?? [];
  const roleIds = adopted.map(({ id }, index) => ({ id, at: `${path}.roles[${index}].id` }));
  const wrongIds = [...ids, ...roleIds].filter(({ id }) => !uuid.test(id));
  const wrongNames = adopted.filter(({ name }) => !roles.includes(name));
  return [
    ...wrongIds.map(({ id, at }) => ({
      path: at,
      value: id,
      expected: "a UUID",
      fix: "copy it from the address of its page in Keycloak's administration",
    })),
    ...wrongNames.map(({ name }) => ({
      path: `${path}.roles[${adopted.findIndex((role) => role.name === name)}].name`,
      value: name,
      expected: `one of ${roles.join(", ")}`,
    })),
  ];
}

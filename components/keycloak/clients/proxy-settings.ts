import { callbackPath } from "../../proxy-contract/endpoints";
import { checkSessionExpire, defaultSessionExpire } from "../../proxy-contract/session-expire";
import { checkInteger, checkNotEmpty, checkText } from "../../validation/check";
import { type Keys, ownKeys } from "../../validation/keys";
import { hostName, identifier, uuid } from "../../validation/names";
import type { Problem } from "../../validation/problem";
import { resolver } from "../../validation/settle";
import { accessTokenLifespanBounds, keycloakDefaults } from "../defaults";
import { checkKnownRoles, checkRoleBindings, resolveRoleBindings, type RoleBindings } from "../roles/bindings";
import { checkCompositeRoles, type ClientRolePlan, planClientRoles, roleNames } from "../roles/client-roles";
import { checkRealm, type RealmUrls, realmUrls } from "../urls";
import { type BrowserClientSettings, signInScopes } from "./browser";
import type { AdoptedClientArgs, ProxyClientArgs } from "./proxy-args";

/** Everything about the proxy's client that is known before anything is created. */
export interface ProxyClientSettings {
  readonly client: BrowserClientSettings;
  readonly urls: RealmUrls;
  /** Client scope that adds the client to the audience of tokens. */
  readonly audienceScope: string;
  readonly defaultScopes: readonly string[];
  readonly roles: ClientRolePlan;
  readonly bindings: RoleBindings;
  readonly rotation: string;
  /** Import ids of what exists already: the client, and roles by name. */
  readonly imports: { readonly client?: string; readonly roles: Readonly<Record<string, string>> };
}

export function resolveProxyClient(args: ProxyClientArgs): ProxyClientSettings {
  const clientId = args.clientId ?? keycloakDefaults.clientId;
  const audienceScope = `${clientId}-audience`;
  return {
    client: {
      clientId,
      displayName: "Monitoring",
      redirectUris: args.hosts.map((host) => `https://${host}${callbackPath}`),
      // Keycloak compares character by character.
      postLogoutRedirectUris: args.hosts.map((host) => `https://${host}/`),
      accessTokenLifespanSeconds: args.accessTokenLifespanSeconds ?? keycloakDefaults.accessTokenLifespanSeconds,
      sessionExpire: args.sessionExpire ?? defaultSessionExpire,
    },
    urls: realmUrls(args.keycloakUrl, args.realm),
    audienceScope,
    defaultScopes: [...signInScopes, audienceScope],
    roles: planClientRoles(args.roles, args.compositeRoles ?? []),
    bindings: resolveRoleBindings(args),
    rotation: args.rotation ?? keycloakDefaults.rotation,
    imports: importIds(args.realm, args.adopt),
  };
}

function importIds(realm: string, adopt?: AdoptedClientArgs): ProxyClientSettings["imports"] {
  const roles = Object.fromEntries((adopt?.roles ?? []).map(({ name, id }) => [name, `${realm}/${id}`]));
  return adopt === undefined ? { roles } : { client: `${realm}/${adopt.id}`, roles };
}

/** Everything that is wrong with the arguments. */
export function checkProxyClient(args: ProxyClientArgs, keys: Keys<ProxyClientArgs> = ownKeys): Problem[] {
  const compositeRoles = args.compositeRoles ?? [];
  return [
    ...checkClient(args, keys),
    ...checkSessionExpire(args.sessionExpire, keys("sessionExpire")),
    ...checkNotEmpty(args.hosts, keys("hosts")),
    ...args.hosts.flatMap((host, index) => checkText(host, hostName, `${keys("hosts")}[${index}]`)),
    ...args.roles.flatMap((role, index) => checkText(role, identifier, `${keys("roles")}[${index}]`)),
    ...checkCompositeRoles(compositeRoles, keys("compositeRoles")),
    ...checkGrants(args, roleNames(planClientRoles(args.roles, compositeRoles)), keys),
  ];
}

type ClientArgs = Pick<ProxyClientArgs, "keycloakUrl" | "realm" | "clientId" | "accessTokenLifespanSeconds">;

/** What is wrong with the realm, the client id or the lifespan of a client's tokens. */
export function checkClient(args: ClientArgs, keys: Keys<ClientArgs> = ownKeys): Problem[] {
  return [
    ...checkRealm(args, keys),
    ...checkText(args.clientId, identifier, keys("clientId")),
    ...checkInteger(args.accessTokenLifespanSeconds, accessTokenLifespanBounds, keys("accessTokenLifespanSeconds")),
  ];
}

type GrantArgs = Pick<ProxyClientArgs, "groups" | "users" | "adopt">;

/**
 * What is wrong with bindings and adopted roles, which depend on the roles of the client.
 * @param roles every role of the client
 */
export function checkGrants(args: GrantArgs, roles: readonly string[], keys: Keys<GrantArgs> = ownKeys): Problem[] {
  return [
    ...checkRoleBindings(args, roles, keys),
    ...(args.adopt === undefined ? [] : checkAdoption(args.adopt, roles, keys("adopt"))),
  ];
}

function checkAdoption(
  { id, roles: adopted = [] }: AdoptedClientArgs,
  roles: readonly string[],
  path: string,
): Problem[] {
  const fix = "copy it from the URL of its page in Keycloak's admin console";
  return [
    ...checkText(id, uuid, `${path}.id`, fix),
    ...adopted.flatMap((role, index) => [
      ...checkText(role.id, uuid, `${path}.roles[${index}].id`, fix),
      ...checkKnownRoles([role.name], roles, `${path}.roles[${index}].name`),
    ]),
  ];
}

export const proxyClient = resolver((args: ProxyClientArgs) => checkProxyClient(args), resolveProxyClient);

import type * as keycloak from "@pulumi/keycloak";
import type * as pulumi from "@pulumi/pulumi";
import { checkNotEmpty, checkText, checkUnique } from "../../validation/check";
import { type Keys, ownKeys } from "../../validation/keys";
import { dnsLabel } from "../../validation/names";
import type { Problem } from "../../validation/problem";
import { resolver } from "../../validation/settle";
import { keycloakDefaults } from "../defaults";
import { checkKnownRoles } from "../roles/bindings";
import { realmUrls } from "../urls";
import { lockedDownClient } from "./confidential";
import { checkClient } from "./proxy-settings";

/** A program that calls the protected applications: a CI job, a script, an external dashboard. */
export interface ServiceAccountArgs {
  /**
   * Client id: lower-case letters, digits and `-`. The Secret `service-account-<clientId>` holds the credentials.
   * Plain value: it names the resources.
   */
  clientId: string;
  /** Client roles of the proxy that the service account holds. Plain values: each is a resource. */
  roles: string[];
  /**
   * Rotation trigger: any string. Changing it generates a new client secret, which the program must read. Plain value.
   * @default "1"
   */
  rotation?: string;
}

/** A service account, and the proxy's client whose applications it uses. */
export interface ServiceAccountClientArgs extends ServiceAccountArgs {
  /** Public URL of Keycloak, https, without a trailing slash. Plain value: it is part of the token URL. */
  keycloakUrl: string;
  /** Name of the realm. Plain value. */
  realm: string;
  /**
   * Id of the realm. Pass the `id` of a realm that the same program creates, so that everything waits for it.
   * @default - the name, which is the id of an existing realm
   */
  realmId?: pulumi.Input<string>;
  /** Namespace of the Secret with the credentials. Anyone who can read Secrets there can act as the service account. Plain value. */
  namespace: string;
  /** UUID of the proxy's client: `clientUuid` of a `ProxyClient`. */
  proxyClientUuid: pulumi.Input<string>;
  /** Ids of the proxy's client roles by name: `roleIds` of a `ProxyClient`. */
  proxyRoleIds: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Client scope that adds the proxy to the audience of tokens: `audienceScope` of a `ProxyClient`. */
  audienceScope: pulumi.Input<string>;
  /**
   * Lifespan of a token in seconds, 60 to 3600. Service accounts do not refresh: a revoked role stays valid for this long.
   * Plain value.
   * @default 300
   */
  accessTokenLifespanSeconds?: number;
}

/** The arguments that are known before the proxy's client exists. */
export type KnownServiceAccountArgs = Omit<
  ServiceAccountClientArgs,
  "proxyClientUuid" | "proxyRoleIds" | "audienceScope"
>;

/** Everything about the client that is known before anything is created. */
export interface ServiceAccountSettings {
  readonly client: Omit<keycloak.openid.ClientArgs, "realmId">;
  /** Client roles of the proxy, each once. */
  readonly roles: readonly string[];
  readonly tokenUrl: string;
  readonly secretName: string;
  readonly rotation: string;
}

export function resolveServiceAccount(args: KnownServiceAccountArgs): ServiceAccountSettings {
  const lifespan = args.accessTokenLifespanSeconds ?? keycloakDefaults.accessTokenLifespanSeconds;
  return {
    client: serviceAccountClient(args.clientId, lifespan),
    roles: [...new Set(args.roles)],
    tokenUrl: realmUrls(args.keycloakUrl, args.realm).tokenUrl,
    secretName: serviceAccountName(args.clientId),
    rotation: args.rotation ?? keycloakDefaults.rotation,
  };
}

/** Name of the Secret with the credentials: keys `client-id`, `client-secret`, `token-url`. */
function serviceAccountName(clientId: string): string {
  return `service-account-${clientId}`;
}

/**
 * `profile` adds `preferred_username` (`service-account-<client id>`), the name under which the proxy logs users and service
 * accounts alike.
 */
export function serviceAccountScopes<Name>(audienceScope: Name, roleScopes: readonly Name[]): (Name | string)[] {
  return ["basic", "profile", "roles", audienceScope, ...roleScopes];
}

/**
 * Client scope that admits one role of the proxy to the tokens of one service account. Scope names are unique in the realm:
 * the dot, which the client id cannot contain, distinguishes `ci` with `a-b` from `ci-a` with `b`.
 */
export function roleScopeName(clientId: string, role: string): string {
  return `${serviceAccountName(clientId)}.${role}`;
}

/** The client without realm and secret: client credentials only. No user signs in with it, so it has no redirect URI. */
export function serviceAccountClient(
  clientId: string,
  accessTokenLifespanSeconds: number,
): Omit<keycloak.openid.ClientArgs, "realmId"> {
  return {
    ...lockedDownClient,
    webOrigins: [],
    clientId,
    name: `Service account ${clientId}`,
    enabled: true,
    serviceAccountsEnabled: true,
    accessTokenLifespan: String(accessTokenLifespanSeconds),
  };
}

/** What is wrong with one service account, whatever the stack's other clients and roles. */
export function checkServiceAccount(
  { clientId, roles }: ServiceAccountArgs,
  keys: Keys<ServiceAccountArgs> = ownKeys,
): Problem[] {
  // Part of the name of a Secret and of a file path, so stricter than Keycloak.
  return [...checkText(clientId, dnsLabel, keys("clientId")), ...checkNotEmpty(roles, keys("roles"))];
}

/** The other clients of a stack. */
export interface OtherClients {
  /** Client roles of the proxy. */
  readonly roles: readonly string[];
  /** Client ids that are taken: the proxy's and Grafana's. */
  readonly clientIds: readonly string[];
}

/** Reports unknown roles, and client ids that another client has. */
export function checkServiceAccounts(
  serviceAccounts: readonly ServiceAccountArgs[],
  { roles, clientIds }: OtherClients,
  path: string,
): Problem[] {
  const expected = "a client id that no other client has";
  const taken = serviceAccounts.flatMap(({ clientId }, index) =>
    clientIds.includes(clientId) ? [{ path: `${path}[${index}].clientId`, value: clientId, expected }] : [],
  );
  return [
    ...serviceAccounts.flatMap((account, index) => checkKnownRoles(account.roles, roles, `${path}[${index}].roles`)),
    ...taken,
    ...checkUnique(
      serviceAccounts,
      ({ clientId }) => clientId,
      (value, index) => ({ path: `${path}[${index}].clientId`, value, expected }),
    ),
  ];
}

export const serviceAccount = resolver(
  (args: ServiceAccountClientArgs) => [...checkClient(args), ...checkServiceAccount(args)],
  resolveServiceAccount,
);

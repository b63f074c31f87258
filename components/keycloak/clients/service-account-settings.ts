import type * as keycloak from "@pulumi/keycloak";
import { dnsLabel } from "../../validation/names";
import type { Problem } from "../../validation/problem";
import { lockedDownClient } from "./confidential";

/** A program that uses the protected applications: a CI job, a script, a dashboard elsewhere. */
export interface ServiceAccountArgs {
  /**
   * Client id: lower-case letters, digits and `-`. The program's credentials are in the Secret `service-account-<clientId>`.
   * Plain value: it names the resources.
   */
  clientId: string;
  /** Client roles of the proxy that the program holds. Plain values: each is a resource. */
  roles: string[];
  /**
   * Any text; another one makes a new client secret, and the program must read it anew. Plain value.
   * @default "1"
   */
  rotation?: string;
}

/** What is fixed by the other clients of a stack. */
export interface OtherClients {
  /** Client roles that can be held. */
  readonly roles: readonly string[];
  /** Client ids that are taken: the proxy's and Grafana's. */
  readonly clientIds: readonly string[];
}

/**
 * `profile` brings `preferred_username` (`service-account-<client id>`), the name under which the proxy logs people and
 * programs alike.
 */
export function serviceAccountScopes<Name>(audienceScope: Name, roleScopes: readonly Name[]): (Name | string)[] {
  return ["basic", "profile", "roles", audienceScope, ...roleScopes];
}

/**
 * Client scope that lets one role of the proxy into the tokens of one service account. Names of scopes are the realm's: the dot,
 * which a service account's client id cannot hold, keeps `ci` with `a-b` apart from `ci-a` with `b`.
 */
export function roleScopeName(clientId: string, role: string): string {
  return `service-account-${clientId}.${role}`;
}

/** The client without realm and secret: client credentials only. Nobody signs in with it, so it has no redirect URI. */
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

/** @param path where the service account stands in the configuration */
export function checkServiceAccount({ clientId, roles }: ServiceAccountArgs, path: string): Problem[] {
  const problems: Problem[] = [];
  // Part of a Secret's name and of a file's path, so stricter than what Keycloak takes.
  if (!dnsLabel.pattern.test(clientId)) {
    const expected = "lower-case letters, digits and '-', at most 63 characters";
    problems.push({ path: `${path}clientId`, value: clientId, expected });
  }
  if (roles.length === 0) {
    problems.push({ path: `${path}roles`, value: roles, expected: "a list with at least one entry" });
  }
  return problems;
}

/** @param path where the list stands in the configuration */
export function checkServiceAccounts(
  serviceAccounts: readonly ServiceAccountArgs[],
  { roles, clientIds }: OtherClients,
  path: string,
): Problem[] {
  const names = serviceAccounts.map(({ clientId }) => clientId);
  return serviceAccounts.flatMap((serviceAccount, index) => {
    const at = `${path}[${index}]`;
    const { clientId } = serviceAccount;
    const problems = checkServiceAccount(serviceAccount, `${at}.`);
    for (const role of serviceAccount.roles.filter((candidate) => !roles.includes(candidate))) {
      problems.push({ path: `${at}.roles`, value: role, expected: `one of ${roles.join(", ")}` });
    }
    if (clientIds.includes(clientId) || names.indexOf(clientId) !== index) {
      problems.push({ path: `${at}.clientId`, value: clientId, expected: "a client id that no other client has" });
    }
    return problems;
  });
}

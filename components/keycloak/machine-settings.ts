import type * as keycloak from "@pulumi/keycloak";
import { dnsLabel } from "../name-patterns";
import type { Problem } from "../problem";
import { lockedDownClient } from "./confidential-client";

/** A program that uses the protected applications: a CI job, a script, a dashboard elsewhere. */
export interface MachineArgs {
  /**
   * Client id: lower-case letters, digits and `-`. The program's credentials are in the Secret `machine-<clientId>`.
   * Plain value: it names the resources.
   */
  clientId: string;
  /** Client roles of the proxy that the program holds. Plain values: each is a resource. */
  roles: string[];
  /**
   * Any text; another one makes a new client secret, and the program must read it anew. Plain value.
   * @default "1"
   */
  secretRotation?: string;
}

/** What is fixed by the other clients of a stack. */
export interface MachineSurroundings {
  /** Client roles that can be held. */
  readonly roles: readonly string[];
  /** Client ids that are taken: the proxy's and Grafana's. */
  readonly clientIds: readonly string[];
}

/**
 * `profile` brings `preferred_username` (`service-account-<client id>`), the name under which the proxy logs people and
 * programs alike.
 */
export function machineScopes<Name>(audienceScope: Name, roleScopes: readonly Name[]): (Name | string)[] {
  return ["basic", "profile", "roles", audienceScope, ...roleScopes];
}

/**
 * Client scope that lets one role of the proxy into the tokens of one machine. Names of scopes are the realm's: the dot,
 * which a machine's client id cannot hold, keeps `ci` with `a-b` apart from `ci-a` with `b`.
 */
export function roleScopeName(clientId: string, role: string): string {
  return `machine-${clientId}.${role}`;
}

/** The client without realm and secret: client credentials only. Nobody signs in with it, so it has no redirect URI. */
export function machineClient(
  clientId: string,
  accessTokenLifespanSeconds: number,
): Omit<keycloak.openid.ClientArgs, "realmId"> {
  return {
    ...lockedDownClient,
    webOrigins: [],
    clientId,
    name: `Machine ${clientId}`,
    enabled: true,
    serviceAccountsEnabled: true,
    accessTokenLifespan: String(accessTokenLifespanSeconds),
  };
}

/** @param path where the machine stands in the configuration */
export function checkMachine({ clientId, roles }: MachineArgs, path: string): Problem[] {
  const problems: Problem[] = [];
  // Part of a Secret's name and of a file's path, so stricter than what Keycloak takes.
  if (!dnsLabel.test(clientId)) {
    const expected = "lower-case letters, digits and '-', at most 63 characters";
    problems.push({ path: `${path}clientId`, value: clientId, expected });
  }
  if (roles.length === 0) {
    problems.push({ path: `${path}roles`, value: roles, expected: "a list with at least one entry" });
  }
  return problems;
}

/** @param path where the list stands in the configuration */
export function checkMachines(
  machines: readonly MachineArgs[],
  { roles, clientIds }: MachineSurroundings,
  path: string,
): Problem[] {
  const names = machines.map(({ clientId }) => clientId);
  return machines.flatMap((machine, index) => {
    const at = `${path}[${index}]`;
    const { clientId } = machine;
    const problems = checkMachine(machine, `${at}.`);
    for (const role of machine.roles.filter((candidate) => !roles.includes(candidate))) {
      problems.push({ path: `${at}.roles`, value: role, expected: `one of ${roles.join(", ")}` });
    }
    if (clientIds.includes(clientId) || names.indexOf(clientId) !== index) {
      problems.push({ path: `${at}.clientId`, value: clientId, expected: "a client id that no other client has" });
    }
    return problems;
  });
}

import { type AccessProfile, compositeRoles } from "../../components/access";
import { accessDefaults } from "../../components/access/defaults";
import type { Stack } from "./stack-file";

/** Somebody to whom the file grants a role. */
export interface Holder {
  readonly type: "group" | "user" | "service-account";
  readonly name: string;
  /** The role as the file grants it: the wanted one, or a composite role that contains it. */
  readonly through: string;
  /** Key in the file. */
  readonly path: string;
  readonly line?: number;
}

interface Grant {
  readonly type: Holder["type"];
  readonly name: string;
  readonly roles: readonly string[];
  readonly path: string;
}

/** Who holds a client role of the proxy, according to the file. */
export function holdersOf({ config, lineOf }: Stack, role: string): Holder[] {
  const { groups = [], users = [], serviceAccounts = [] } = config.keycloak;
  const grants: Grant[] = [
    ...groups.map(({ name, roles }, index) => grant("group", name, roles, `keycloak.groups[${index}]`)),
    ...users.map(({ username, roles }, index) => grant("user", username, roles, `keycloak.users[${index}]`)),
    ...serviceAccounts.map(({ clientId, roles }, index) =>
      grant("service-account", clientId, roles, `keycloak.serviceAccounts[${index}]`),
    ),
  ];
  const opening = rolesWith(role, config.access?.profile ?? accessDefaults.profile);
  return grants.flatMap((candidate) => holdersAmong(candidate, opening, lineOf));
}

/** Who has a role in Grafana, according to the file. */
export function grafanaHolders({ config, lineOf }: Stack): Holder[] {
  const { groups = [], users = [] } = config.monitoring?.grafana ?? {};
  const at = "monitoring.grafana";
  const grants: Grant[] = [
    ...groups.map(({ name, roles }, index) => grant("group", name, roles, `${at}.groups[${index}]`)),
    ...users.map(({ username, roles }, index) => grant("user", username, roles, `${at}.users[${index}]`)),
  ];
  return grants.map(({ roles, ...holder }) => ({
    ...holder,
    through: roles.join(", "),
    ...lineAt(lineOf, holder.path),
  }));
}

function grant(type: Holder["type"], name: string, roles: readonly string[], path: string): Grant {
  return { type, name, roles, path };
}

function holdersAmong({ roles, ...holder }: Grant, opening: readonly string[], lineOf: Stack["lineOf"]): Holder[] {
  const through = opening.find((role) => roles.includes(role));
  return through === undefined ? [] : [{ ...holder, through, ...lineAt(lineOf, holder.path) }];
}

function lineAt(lineOf: Stack["lineOf"], path: string): { readonly line?: number } {
  const line = lineOf(path);
  return line === undefined ? {} : { line };
}

/** The role itself, and every composite role that contains it. */
function rolesWith(role: string, profile: AccessProfile): string[] {
  const composites = compositeRoles[profile].filter(({ contains }) => contains.includes(role));
  return [role, ...composites.map(({ name }) => name)];
}

import type { Application } from "./application";

/** A client role that contains others. */
export interface CompositeRole {
  readonly name: string;
  readonly contains: readonly string[];
}

/** Every client role that some rule requires, sorted, each once. */
export function requiredRoles(applications: readonly Application[]): string[] {
  const roles = applications.flatMap(({ rules }) =>
    rules.flatMap(({ require }) => (require === "deny" ? [] : [require.role])),
  );
  return [...new Set(roles)].sort();
}

import type { TextForm } from "../../validation/names";

/**
 * A group of the realm as users name it: the name of a top-level group, or the full path of any group. A name with a slash in
 * it could be either, so it must be written as a path.
 */
export const groupName: TextForm = {
  pattern: /^([^/\s]([^/]*[^/\s])?|(\/[^/]+)+)$/,
  expected: 'the name of a top-level group, or a full path such as "/platform/engineers"',
};

/** Full path of a group: a plain name is one of a top-level group. */
export function groupPath(name: string): string {
  return name.startsWith("/") ? name : `/${name}`;
}

/** What Keycloak answers to the look-up of a group. */
interface FoundGroup {
  readonly id: string;
  readonly path: string;
}

/**
 * Returns the id of a group that was looked up by its path.
 * @throws when the provider returned another group, as one that knows look-ups by name only may
 */
export function requireGroup(path: string, found: FoundGroup): string {
  if (found.path !== path) {
    throw new Error(`the group ${path} was looked up, and ${found.path} was found; no role was bound to it`);
  }
  return found.id;
}

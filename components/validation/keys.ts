/**
 * The key under which the user wrote an argument. A problem names that key: a facade's argument has another key than the
 * argument of the component that it becomes.
 */
export type Keys<Args> = (name: string & keyof Args) => string;

/** Keys of arguments that the user wrote for the component itself. */
export const ownKeys = (name: string): string => name;

/**
 * Keys of arguments that come from a block of the configuration.
 * @param block such as `keycloak`
 * @param elsewhere arguments that the user wrote under another key, in full
 */
export function keysUnder(block: string, elsewhere: Readonly<Record<string, string>> = {}): (name: string) => string {
  return (name) => elsewhere[name] ?? `${block}.${name}`;
}

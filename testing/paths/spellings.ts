import fc from "fast-check";

/** Unusual spellings of a path, as an attacker tries them. Some servers read some of them as the same path. */
export function spellingOf(path: string): fc.Arbitrary<string> {
  return fc
    .array(fc.tuple(fc.nat(path.length), fc.constantFrom(...tricks)), { maxLength: 4 })
    .map((edits) => respell(path, edits));
}

/** Applies edits to a path, one after the other, each at an index. */
export function respell(path: string, edits: readonly (readonly [number, Trick])[]): string {
  return edits.reduce((spelled, [at, trick]) => trick(spelled, Math.min(at, spelled.length)), path);
}

export type Trick = (path: string, at: number) => string;

const insert =
  (text: string): Trick =>
  (path, at) =>
    path.slice(0, at) + text + path.slice(at);

const afterSlash =
  (text: string): Trick =>
  (path, at) => {
    const slash = path.indexOf("/", at);
    return slash < 0 ? path : `${path.slice(0, slash + 1)}${text}${path.slice(slash + 1)}`;
  };

const encodeCharacter =
  (write: (hex: string) => string): Trick =>
  (path, at) => {
    const code = path.charCodeAt(at);
    return at === 0 || Number.isNaN(code) || code > 0x7f
      ? path
      : `${path.slice(0, at)}%${write(code.toString(16).padStart(2, "0"))}${path.slice(at + 1)}`;
  };

const upperCase: Trick = (path, at) => path.slice(0, at) + path.slice(at, at + 1).toUpperCase() + path.slice(at + 1);

export const tricks: readonly Trick[] = [
  encodeCharacter((hex) => hex.toUpperCase()),
  encodeCharacter((hex) => hex.toLowerCase()),
  afterSlash("/"),
  afterSlash("./"),
  afterSlash("x/../"),
  afterSlash("x/%2e%2e/"),
  afterSlash("../"),
  afterSlash("..%2f"),
  afterSlash("..;/"),
  insert("%2f"),
  insert("%2F..%2f"),
  insert(";a=b"),
  insert("%3b"),
  insert("\\"),
  insert("%5c"),
  insert("%00"),
  insert("%0a"),
  insert("%2523"),
  insert("%3f"),
  insert("%23"),
  insert("%20"),
  insert("é"),
  upperCase,
  (path) => `${path}/`,
  (path) => `${path}.`,
  (path) => `${path}/.`,
  (path) => `${path}/..`,
];

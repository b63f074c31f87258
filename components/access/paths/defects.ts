import { normalizePath } from "./normalize";

/** Why a path has no normal form. */
export type PathDefect = CharacterDefect | "above-root";

/** A character that has no normal form, by its kind. */
export type CharacterDefect =
  | "relative"
  | "raw-character"
  | "semicolon"
  | "backslash"
  | "malformed-escape"
  | "encoded-slash"
  | "encoded-delimiter"
  | "encoded-control";

/** What `normalizePath` refuses in the characters of a path, one pattern per kind. */
const patterns: Readonly<Record<CharacterDefect, RegExp>> = {
  relative: /^(?!\/)/,
  // eslint-disable-next-line no-control-regex -- control characters are what this pattern is for
  "raw-character": /[\u0000-\u0020\u007f?#]/,
  semicolon: /;/,
  backslash: /\\/,
  "malformed-escape": /%(?![0-9A-Fa-f]{2})/,
  "encoded-slash": /%(?:2f|5c)/i,
  "encoded-delimiter": /%(?:3b|25|3f|23)/i,
  "encoded-control": /%(?:[01][0-9a-f]|7f)/i,
};

const descriptions: Readonly<Record<PathDefect, string>> = {
  relative: "it does not start with a slash",
  "raw-character": "it contains a character that no path may contain",
  semicolon: "it contains `;`, where some servers end the segment",
  backslash: "it contains `\\`, which some servers read as a slash",
  "malformed-escape": "it contains a `%` without two hexadecimal digits",
  "encoded-slash": "it contains an encoded slash or backslash",
  "encoded-delimiter": "it contains an encoded `;`, `%`, `?` or `#`",
  "encoded-control": "it contains an encoded control character",
  "above-root": "its `..` segments lead above the root",
};

/** Every reason why `normalizePath` refuses a path as sent; empty exactly where it returns a normal form. */
export function pathDefects(rawPath: string): PathDefect[] {
  const kinds = Object.keys(patterns) as CharacterDefect[];
  const found = kinds.filter((kind) => patterns[kind].test(rawPath));
  return found.length === 0 && normalizePath(rawPath) === undefined ? ["above-root"] : found;
}

/** The reason as a clause about the path. */
export function describeDefect(defect: PathDefect): string {
  return descriptions[defect];
}

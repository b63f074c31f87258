/**
 * The one normalisation of request paths, the same that the edges apply before they match: unreserved characters are
 * decoded, empty and dot segments are resolved. A path that a server behind the edge could read differently has no
 * normal form and is refused: encoded separators, dots that climb above the root, control characters, `;` and `\`.
 *
 * The traps this closes: `/-%2freload` walked around a rule on `/-/reload`; CVE-2026-0976 used matrix parameters (`;`).
 *
 * @returns the normal form, or `undefined` when the request must be refused.
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2
 */
export function normalizePath(rawPath: string): string | undefined {
  if (!rawPath.startsWith("/")) {
    return undefined;
  }
  const decoded = decodeUnreserved(rawPath);
  return decoded === undefined ? undefined : resolveSegments(decoded);
}

/** Decodes `%41` to `A` and leaves harmless reserved characters encoded; `undefined` when one of them is ambiguous. */
function decodeUnreserved(path: string): string | undefined {
  if (ambiguousCharacter.test(path) || malformedEscape.test(path) || ambiguousEscape.test(path)) {
    return undefined;
  }
  return path.replace(/%([0-9A-Fa-f]{2})/g, (escape, hex: string) => {
    const character = String.fromCharCode(parseInt(hex, 16));
    return unreserved.test(character) ? character : escape.toUpperCase();
  });
}

/** RFC 3986 section 2.3: encoding these or not means the same. */
const unreserved = /^[A-Za-z0-9._~-]$/;
/** Control characters, `;`, `\`, and what belongs to the query or fragment rather than to the path. */
// eslint-disable-next-line no-control-regex -- control characters are what this pattern is for
const ambiguousCharacter = /[\u0000-\u0020\u007f;\\?#]/;
const malformedEscape = /%(?![0-9A-Fa-f]{2})/;
/** Encoded NUL and other control characters, `/`, `\`, `;`, `%`, `?`, `#`: what Traefik's `encodedCharacters` refuses. */
const ambiguousEscape = /%(?:[01][0-9A-Fa-f]|7[fF]|2[fF]|5[cC]|3[bB]|25|3[fF]|23)/;

function resolveSegments(path: string): string | undefined {
  const resolved: string[] = [];
  const segments = path.split("/").slice(1);
  for (const segment of segments) {
    if (segment === "..") {
      if (resolved.pop() === undefined) {
        return undefined;
      }
    } else if (segment !== "" && segment !== ".") {
      resolved.push(segment);
    }
  }
  const last = segments.at(-1) ?? "";
  const isDirectory = resolved.length > 0 && ["", ".", ".."].includes(last);
  return `/${resolved.join("/")}${isDirectory ? "/" : ""}`;
}

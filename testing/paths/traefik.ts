import { cleanGoPath } from "./go";

/**
 * How Traefik 3.7 rewrites a request path with the default options of an entry point, which let encoded characters through:
 * `normalizePath` and `sanitizePath` of pkg/server, then `withRoutingPath` of pkg/muxer/http.
 */
export interface TraefikPath {
  /** The path that the application receives. */
  readonly forwarded: string;
  /** The path that rules match. */
  readonly routing: string;
}

const reserved = new Set([..."%:/?#[]@!$&'()*+,;="].map(escapeOf));

export function traefikPath(raw: string): TraefikPath | undefined {
  if (!raw.startsWith("/") || raw.includes("#") || /%(?![0-9A-Fa-f]{2})/.test(raw)) {
    return undefined;
  }
  const forwarded = cleanGoPath(hasInvalidCharacter.test(raw) ? reencode(raw) : decodeUnreserved(raw));
  return { forwarded, routing: routingPath(forwarded) };
}

const hasInvalidCharacter = /[^\x21-\x7e]|["<>\\^`{|}]/;

/** Go encodes a path with such a character again, from its decoded form, so that `%2f` becomes a slash. */
function reencode(path: string): string {
  const bytes = Buffer.from(
    Buffer.from(path)
      .toString("latin1")
      .replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    "latin1",
  );
  return bytes.toString("latin1").replace(/[^A-Za-z0-9._~$&+,/:;=@-]/g, escapeOf);
}

function decodeUnreserved(path: string): string {
  return path.replace(/%[0-9A-Fa-f]{2}/g, (escape) => {
    const character = String.fromCharCode(parseInt(escape.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : escape.toUpperCase();
  });
}

function routingPath(path: string): string {
  return path.replace(/%[0-9A-F]{2}/g, (escape) =>
    reserved.has(escape) ? escape : String.fromCharCode(parseInt(escape.slice(1), 16)),
  );
}

function escapeOf(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

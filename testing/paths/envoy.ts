/** Settings of a `ClientTrafficPolicy` that change paths. */
export interface EnvoyPathSettings {
  readonly escapedSlashes: "UnescapeAndRedirect" | "KeepUnchanged";
  readonly mergeSlashes: boolean;
}

export const defaultPathSettings: EnvoyPathSettings = { escapedSlashes: "UnescapeAndRedirect", mergeSlashes: true };
export const laxPathSettings: EnvoyPathSettings = { escapedSlashes: "KeepUnchanged", mergeSlashes: false };

/**
 * The path that Envoy 1.39 matches and forwards, as observed: it decodes unreserved characters, resolves dot segments, turns
 * backslashes into slashes and merges slashes. `undefined` where it answers itself, with 400 or a redirect.
 */
export function envoyPath(raw: string, settings: EnvoyPathSettings = defaultPathSettings): string | undefined {
  if (!raw.startsWith("/") || /[^\x21-\x7e]|#|%00/.test(raw)) {
    return undefined;
  }
  if (settings.escapedSlashes === "UnescapeAndRedirect" && /%(?:2f|5c)/i.test(raw)) {
    return undefined;
  }
  const path = resolveDots(raw.replaceAll("\\", "/"));
  if (!settings.mergeSlashes) {
    return path;
  }
  // Envoy keeps two slashes of a path that has nothing else.
  return /^\/{2,}$/.test(path) ? "//" : path.replace(/\/+/g, "/");
}

function resolveDots(path: string): string {
  const resolved: string[] = [];
  const segments = path.split("/").slice(1);
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    // Envoy ignores a parameter after plain dots. After encoded dots, it takes both for a name.
    const dots = /^(\.\.?);/.exec(segment)?.[1] ?? decodeUnreserved(segment);
    if (dots === "..") {
      resolved.pop();
    } else if (dots !== ".") {
      resolved.push(encode(decodeUnreserved(segment)));
    }
    if (isLast && (dots === "." || dots === "..")) {
      resolved.push("");
    }
  }
  return `/${resolved.join("/")}`;
}

/** Decoding never creates a new escape: `%%370` becomes `%2570`, and not `%70`. */
function decodeUnreserved(text: string): string {
  const pieces = text.match(/%[0-9A-Fa-f]{2}|[^]/g) ?? [];
  return pieces.reduce((decoded, piece) => {
    const character = piece.length === 3 ? String.fromCharCode(parseInt(piece.slice(1), 16)) : piece;
    const isKept = piece.length === 3 && !/[A-Za-z0-9._~-]/.test(character);
    return isKept ? decoded + piece : (decoded + character).replace(/%([0-9A-Fa-f]{2})$/, "%25$1");
  }, "");
}

function encode(text: string): string {
  return text.replace(
    /["<>^`{|}]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

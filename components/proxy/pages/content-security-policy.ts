import { createHash } from "node:crypto";

/** What a page contains and does. Its policy forbids everything else. */
export interface PageAbilities {
  /** Text of its one `<style>`, exactly as between the tags. */
  readonly style: string;
  /** Text of its one `<script>`, exactly as between the tags. */
  readonly script?: string;
  /** Whether the script sends requests to its own host. */
  readonly asksHost?: boolean;
  /** Whether it has a form. */
  readonly hasForm?: boolean;
}

/**
 * A Content-Security-Policy that disarms injected markup: it cannot run, load, send or style anything, because only this
 * style and this script are allowed, by their hashes. It is in the page itself, since not every edge sets headers. Browsers
 * ignore `frame-ancestors` there, so edges that set headers add it.
 * @see https://www.w3.org/TR/CSP3/#meta-element
 */
export function contentSecurityPolicy({ style, script, asksHost, hasForm }: PageAbilities): string {
  return [
    "default-src 'none'",
    `style-src ${hashSource(style)}`,
    ...(script === undefined ? [] : [`script-src ${hashSource(script)}`]),
    ...(asksHost === true ? ["connect-src 'self'"] : []),
    // Not 'self': Chromium applies it to every redirect after a form, and those lead to Keycloak and from there to the
    // realm's identity providers.
    `form-action ${hasForm === true ? "https:" : "'none'"}`,
    "base-uri 'none'",
  ].join("; ");
}

function hashSource(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

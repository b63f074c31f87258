import { createHash } from "node:crypto";

/** What a page holds and does. Whatever is absent, its policy forbids. */
export interface PageAbilities {
  /** Text of its one `<style>`, exactly as between the tags. */
  readonly style: string;
  /** Text of its one `<script>`, exactly as between the tags. */
  readonly script?: string;
  /** Whether the script asks its own host for something. */
  readonly asksHost?: boolean;
  /** Whether it has a form. */
  readonly hasForm?: boolean;
}

/**
 * A Content-Security-Policy under which markup that somebody smuggled into a page neither runs, loads, sends nor looks like
 * anything: only this style and this script are known, by their hashes. It stands in the page itself, since not every edge
 * sets headers; `frame-ancestors` means nothing there, and is left to the edges that do.
 * @see https://www.w3.org/TR/CSP3/#meta-element
 */
export function contentSecurityPolicy({ style, script, asksHost, hasForm }: PageAbilities): string {
  return [
    "default-src 'none'",
    `style-src ${hashSource(style)}`,
    ...(script === undefined ? [] : [`script-src ${hashSource(script)}`]),
    ...(asksHost === true ? ["connect-src 'self'"] : []),
    // Not 'self': Chromium holds every redirect after a form to it, and those lead to Keycloak and on to whatever
    // identity provider the realm sends people to.
    `form-action ${hasForm === true ? "https:" : "'none'"}`,
    "base-uri 'none'",
  ].join("; ");
}

function hashSource(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** Headers that tell an application the signed-in user, and the session claim that each contains. */
export const identityHeaders = {
  "X-Auth-Request-User": "user",
  "X-Auth-Request-Email": "email",
  "X-Auth-Request-Groups": "groups",
  "X-Auth-Request-Preferred-Username": "preferred_username",
} as const;

/** Headers in which applications expect the user from some other proxy in front of them, Grafana's among them. */
export const foreignIdentityHeaders = [
  "X-Forwarded-User",
  "X-Forwarded-Email",
  "X-Forwarded-Groups",
  "X-Forwarded-Preferred-Username",
  "X-Forwarded-Access-Token",
  "X-Auth-Request-Access-Token",
  "Remote-User",
  "Remote-Groups",
  "Remote-Email",
  "X-Remote-User",
  "X-WebAuth-User",
  "X-JWT-Assertion",
] as const;

/**
 * Headers that make frameworks see another method or path than the one that the access rules allowed (Rack, Express
 * `method-override`, Symfony, IIS, Spring).
 */
const overrideHeaders = [
  "X-HTTP-Method-Override",
  "X-HTTP-Method",
  "X-Method-Override",
  "X-Original-Method",
  "X-Original-URL",
  "X-Original-URI",
  "X-Rewrite-URL",
  "X-Forwarded-Method",
  "X-Forwarded-Uri",
  "X-Forwarded-Prefix",
] as const;

/** Headers that a client could forge to impersonate a user or to change its request, and headers that no application needs. */
export const strippedHeaders = [
  "Authorization",
  "Cookie",
  "X-Auth-Request-Redirect",
  ...foreignIdentityHeaders,
  ...overrideHeaders,
] as const;

/**
 * A header name in every spelling in which each dash is one of these characters, the name as it is first. For programs that
 * remove headers by name and know no expressions.
 */
export function spellings(name: string, separators: readonly string[]): string[] {
  return name
    .split("-")
    .reduce<string[]>(
      (beginnings, part) =>
        beginnings.length === 0
          ? [part]
          : separators.flatMap((separator) => beginnings.map((beginning) => beginning + separator + part)),
      [],
    );
}

/**
 * What servers that follow CGI read as the dash of a header name: CGI itself turns `-` into `_` (RFC 3875, 4.1.18), PHP also
 * `.` (`php_register_variable_ex`). Others drop names with further characters.
 */
export const dashLike = ["-", "_", "."] as const;

/** Headers that an edge sets on a response. They replace headers of the same name. */
export type ResponseHeaders = Readonly<Record<string, string>>;

/**
 * Browsers then use HTTPS only for this host, for a year (RFC 6797): an attacker in the network could otherwise keep a user
 * on plain HTTP and show a false sign-in. Without `includeSubDomains` and `preload`, which would decide for hosts that are
 * not of this stack.
 */
export const transportHeaders: ResponseHeaders = { "Strict-Transport-Security": "max-age=31536000" };

/**
 * Headers of the proxy's endpoints, and of its pages wherever an edge shows them. No site may frame them, so that no other
 * site can trick users into signing in or out (RFC 9700, section 4.16). The pages restrict scripts by a policy in a `meta`
 * element, which cannot contain `frame-ancestors`. `no-store`, because a file server serves the pages for a missing role: a
 * browser that cached one would show it to a user who has the role by now.
 */
export const pageHeaders: ResponseHeaders = {
  "Content-Security-Policy": "frame-ancestors 'none'",
  "X-Frame-Options": "DENY",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
  ...transportHeaders,
};

/**
 * Headers of a protected application's responses. Prometheus and Alertmanager set neither. `Lax` cookies are limited by site
 * and not by host: without these headers, a page on another host of the same domain could frame an application with the
 * user's session and trick the user into expiring silences. An application that forbids all frames uses `frame-ancestors` in
 * its own policy, which browsers prefer.
 */
export const applicationHeaders: ResponseHeaders = {
  "X-Frame-Options": "SAMEORIGIN",
  "X-Content-Type-Options": "nosniff",
  ...transportHeaders,
};

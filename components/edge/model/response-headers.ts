/** Headers that an edge sets on answers, whatever the answer says itself. */
export type ResponseHeaders = Readonly<Record<string, string>>;

/**
 * On the proxy's endpoints and on its pages wherever they are shown. No frame anywhere, so that no other site lays
 * something over them that makes people sign out or in (RFC 9700, section 4.16); what else the pages may do stands in a
 * policy of their own, which cannot speak of frames. `no-store` because the pages for a missing role come from a file
 * server, and a browser that kept one would show it to whoever has got the role meanwhile.
 */
export const pageHeaders: ResponseHeaders = {
  "Content-Security-Policy": "frame-ancestors 'none'",
  "X-Frame-Options": "DENY",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
};

/**
 * On what a protected application answers: Prometheus and Alertmanager set neither. A page of another host of the same
 * domain could frame them with the person's session, since its cookie is `Lax` by site and not by host, and have them
 * expire silences with a click on something else. An application that forbids frames altogether does so by
 * `frame-ancestors` of its own policy, which browsers prefer.
 */
export const applicationHeaders: ResponseHeaders = {
  "X-Frame-Options": "SAMEORIGIN",
  "X-Content-Type-Options": "nosniff",
};

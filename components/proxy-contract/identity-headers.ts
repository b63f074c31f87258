/** Who signed in, as an application may read it: the header, and the claim of the session that fills it. */
export const identityHeaders = {
  "X-Auth-Request-User": "user",
  "X-Auth-Request-Email": "email",
  "X-Auth-Request-Groups": "groups",
  "X-Auth-Request-Preferred-Username": "preferred_username",
} as const;

/** What a visitor could forge to look like somebody else, and what no application has to see. */
export const strippedHeaders = [
  "X-Forwarded-User",
  "X-Forwarded-Email",
  "X-Forwarded-Groups",
  "X-Forwarded-Preferred-Username",
  "X-Forwarded-Access-Token",
  "X-Auth-Request-Access-Token",
  "X-Auth-Request-Redirect",
  "Authorization",
  "Cookie",
] as const;

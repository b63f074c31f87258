/** Headers that tell an application the signed-in user, and the session claim that each contains. */
export const identityHeaders = {
  "X-Auth-Request-User": "user",
  "X-Auth-Request-Email": "email",
  "X-Auth-Request-Groups": "groups",
  "X-Auth-Request-Preferred-Username": "preferred_username",
} as const;

/** Headers that a client could forge to impersonate a user, and headers that no application needs. */
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

import type { CookieSessions } from "./types";

/** The whole session in the browser's cookies: nothing to run, with the limits that `SessionsArgs.cookie` names. */
export const cookieSessions: CookieSessions = { type: "cookie" };

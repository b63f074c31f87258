import type { TextForm } from "../validation/names";
import { AccessProfile } from "./built-in";

/** Defaults of the access rules, where the user sets none. */
export const accessDefaults = {
  profile: AccessProfile.Split,
  /** Paths of a rule: every path of the application. */
  paths: ["/*"],
  /** Paths for API clients. */
  apiPaths: ["/api/*"],
} as const;

/** Name of an application. It leaves room within Kubernetes' 63 characters for what an edge adds to the name. */
export const applicationName: TextForm = {
  pattern: /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/,
  expected: "a name of lower-case letters, digits and '-', at most 40 characters",
};

/** Profiles, the default first. */
export const accessProfiles = [AccessProfile.Split, AccessProfile.SingleRole] as const;

/** Path of a rule or for API clients; `isPathPattern` accepts exactly these. */
export const pathPattern: TextForm = {
  pattern: /^(?=\/)(\/(?!\.\.?(\/|$))[A-Za-z0-9._~-]+)*(\/\*?)?$/,
  expected: 'an exact path ("/api/v1/query") or everything below one ("/api/*")',
};

/** Base path of an application, without a trailing slash. */
export const basePath: TextForm = {
  pattern: /^(\/(?!\.\.?(\/|$))[A-Za-z0-9._~-]+)*$/,
  expected: 'a path such as "/karma", or "" for the root of the host',
};

import type * as pulumi from "@pulumi/pulumi";
import { formatProblems, type Problem } from "../validation/problem";
import { formatDuration, parseDuration } from "./duration";

/** Lifetime of sessions in Keycloak, known once the realm has been read. */
export interface RealmSessionsArgs {
  /** SSO Session Idle, a duration such as `30m`: a session ends after this long without a refresh. */
  idle: pulumi.Input<string>;
  /** SSO Session Max, a duration such as `10h`: no session lasts longer. */
  max: pulumi.Input<string>;
}

/** Lifetime of the proxy's sessions, as `ProxySettings` has it. */
interface ProxySessions {
  readonly sessionExpire: string;
  readonly sessionRefresh: string;
}

/**
 * Reports sessions that would outlive Keycloak's: they would fail at the next refresh, while the user works. Reports
 * refreshes that are less frequent than SSO Session Idle: Keycloak would end the session in between.
 * @param path where the proxy's settings are in the configuration
 */
export function checkRealmSessions(
  { sessionExpire, sessionRefresh }: ProxySessions,
  { idle, max }: { readonly idle: string; readonly max: string },
  path: string,
): Problem[] {
  const problems: Problem[] = [];
  const [longest, idleLimit] = [parseDuration(max), parseDuration(idle)];
  if (longest !== undefined && (parseDuration(sessionExpire) ?? 0) > longest) {
    problems.push({
      path: `${path}.sessionExpire`,
      value: sessionExpire,
      expected: `at most the realm's SSO Session Max, ${formatDuration(longest)}`,
      fix: "shorten it, or raise the realm's value",
    });
  }
  if (idleLimit !== undefined && (parseDuration(sessionRefresh) ?? 0) >= idleLimit) {
    problems.push({
      path: `${path}.sessionRefresh`,
      value: sessionRefresh,
      expected: `less than the realm's SSO Session Idle, ${formatDuration(idleLimit)}`,
      fix: "shorten it, or raise the realm's value",
    });
  }
  return problems;
}

/** @throws when the proxy's sessions would outlive the realm's */
export function requireRealmSessions(
  sessions: ProxySessions,
  realm: { readonly idle: string; readonly max: string },
): void {
  const problems = checkRealmSessions(sessions, realm, "proxy");
  if (problems.length > 0) {
    throw new Error(formatProblems(problems, "", "the proxy was not changed"));
  }
}

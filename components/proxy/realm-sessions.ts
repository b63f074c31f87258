import type * as pulumi from "@pulumi/pulumi";
import { formatProblems, type Problem } from "../validation/problem";
import { formatDuration, parseDuration } from "./duration";
import type { ProxySettings } from "./settings";

/** How long sessions last at Keycloak: known only once the realm was read. */
export interface RealmSessionsArgs {
  /** SSO Session Idle, a duration such as `30m`: a session that is not renewed for so long ends. */
  idle: pulumi.Input<string>;
  /** SSO Session Max, a duration such as `10h`: no session lasts longer. */
  max: pulumi.Input<string>;
}

type ProxySessions = Pick<ProxySettings, "sessionExpire" | "sessionRefresh">;

/**
 * A session that outlives Keycloak's looks alive to the proxy and fails at its next renewal, in the middle of somebody's
 * work; one that is renewed too rarely ends there while the person works here.
 * @param path where the proxy's settings stand in the configuration
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
      fix: "shorten it, or lengthen the realm's",
    });
  }
  if (idleLimit !== undefined && (parseDuration(sessionRefresh) ?? 0) >= idleLimit) {
    problems.push({
      path: `${path}.sessionRefresh`,
      value: sessionRefresh,
      expected: `less than the realm's SSO Session Idle, ${formatDuration(idleLimit)}`,
      fix: "shorten it, or lengthen the realm's",
    });
  }
  return problems;
}

/** @throws when the proxy's sessions do not fit into the realm's */
export function requireRealmSessions(
  sessions: ProxySessions,
  realm: { readonly idle: string; readonly max: string },
): void {
  const problems = checkRealmSessions(sessions, realm, "proxy");
  if (problems.length > 0) {
    throw new Error(formatProblems(problems, "", "the proxy was left as it was"));
  }
}

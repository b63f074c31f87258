import type * as pulumi from "@pulumi/pulumi";
import { formatDuration, parseDuration } from "../validation/duration";
import { formatProblems, type Problem } from "../validation/problem";

/** Lifetime of sessions in Keycloak, known once the realm has been read. */
export interface RealmSessionsArgs {
  /** SSO Session Idle, a duration such as `30m`: a session ends after this long without a refresh. */
  idle: pulumi.Input<string>;
  /** SSO Session Max, a duration such as `10h`: no session lasts longer. */
  max: pulumi.Input<string>;
  /**
   * Client Session Idle, which replaces SSO Session Idle for the sessions of clients.
   * @default - SSO Session Idle; so does a duration of zero
   */
  clientIdle?: pulumi.Input<string>;
  /**
   * Client Session Max, which the proxy's client would exceed otherwise.
   * @default - SSO Session Max; so does a duration of zero
   */
  clientMax?: pulumi.Input<string>;
}

type RealmSessions = pulumi.Unwrap<RealmSessionsArgs>;

/** Lifetime of the proxy's sessions, as `ProxySettings` has it. */
interface ProxySessions {
  readonly sessionExpire: string;
  readonly sessionRefresh: string;
}

/** A limit of the realm under its name in Keycloak's admin console. */
interface RealmLimit {
  readonly name: string;
  readonly seconds: number;
}

const fix = "shorten it, or raise the realm's value";

/**
 * Reports sessions longer than the realm's: Keycloak rejects a client whose sessions outlive SSO Session Max, and the stack
 * does not raise a Client Session Max that the realm's administrator has set. Reports refreshes that are less frequent than
 * the realm's idle time: Keycloak would end the session in between, while the user works.
 * @param path where the proxy's settings are in the configuration
 */
export function checkRealmSessions(
  { sessionExpire, sessionRefresh }: ProxySessions,
  { idle, max, clientIdle, clientMax }: RealmSessions,
  path: string,
): Problem[] {
  const longest = shortestOf([limit("SSO Session Max", max), ...optionalLimit("Client Session Max", clientMax)]);
  const idlest = shortestOf([limit("SSO Session Idle", idle), ...optionalLimit("Client Session Idle", clientIdle)]);
  return [
    ...((parseDuration(sessionExpire) ?? 0) > longest.seconds
      ? [{ path: `${path}.sessionExpire`, value: sessionExpire, expected: `at most ${described(longest)}`, fix }]
      : []),
    ...((parseDuration(sessionRefresh) ?? 0) >= idlest.seconds
      ? [{ path: `${path}.sessionRefresh`, value: sessionRefresh, expected: `less than ${described(idlest)}`, fix }]
      : []),
  ];
}

/** A duration that is none limits nothing. */
function limit(name: string, duration: string): RealmLimit {
  return { name, seconds: parseDuration(duration) ?? Infinity };
}

/** A limit of clients' sessions. The realm has none while it is zero. */
function optionalLimit(name: string, duration = ""): RealmLimit[] {
  const found = limit(name, duration);
  return found.seconds > 0 ? [found] : [];
}

function shortestOf(limits: readonly RealmLimit[]): RealmLimit {
  return limits.reduce((one, other) => (other.seconds < one.seconds ? other : one));
}

function described({ name, seconds }: RealmLimit): string {
  return `the realm's ${name}, ${formatDuration(seconds)}`;
}

/** @throws when the proxy's sessions would outlive the realm's */
export function requireRealmSessions(sessions: ProxySessions, realm: RealmSessions): void {
  const problems = checkRealmSessions(sessions, realm, "proxy");
  if (problems.length > 0) {
    throw new Error(formatProblems(problems, "", "the proxy was not changed"));
  }
}

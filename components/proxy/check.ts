import { checkApplicationArgs, checkApplications, checkSingleRole, resolveApplication } from "../access";
import { checkChartSource } from "../helm/chart-source";
import { accessTokenLifespanBounds } from "../keycloak/defaults";
import { ProxyMode } from "../proxy-contract/mode";
import { checkSessionExpire } from "../proxy-contract/session-expire";
import { checkSessionConnection } from "../sessions/args";
import { type Bounds, checkInteger, checkText } from "../validation/check";
import { formatDuration, goDuration, secondsOf } from "../validation/duration";
import { type Keys, ownKeys } from "../validation/keys";
import { dnsLabel, hostName, identifier, type TextForm } from "../validation/names";
import { type Checked, type Problem, rejected, unlessProblems } from "../validation/problem";
import type { OAuth2ProxyArgs } from "./args";
import { replicaBounds } from "./defaults";
import { type ProxySettings, resolveProxy } from "./settings";
import { checkTrustedProxyIps } from "./trusted-proxy-ips";

/**
 * Braces are not allowed: the chart runs the configuration file through Helm's template engine. Nor are dollars:
 * oauth2-proxy's structured configuration expands them as environment variables.
 */
const issuer: TextForm = {
  pattern: /^https:\/\/[^\s/?#{}$]+(\/[^\s?#{}$]*[^\s/?#{}$])?$/,
  expected: "an https URL without query or trailing slash, exactly as in the tokens' iss claim",
};

/** A dot is not allowed: the path becomes a regular expression. */
const plainPath: TextForm = {
  pattern: /^(\/[A-Za-z0-9_-]+)+$/,
  expected: `a path of letters, digits, '_' and '-' such as "/check"`,
};

/** Keycloak itself accepts at least a minute; the upper bound is what its duration fields hold. */
const ssoSessionMaxBounds: Bounds = { minimum: 60, maximum: 2_147_483_647 };

type TunableArgs = Pick<OAuth2ProxyArgs, "trustedProxyIps" | "replicas" | "sessionExpire" | "sessionRefresh">;

/** What is wrong with the arguments that a user of the whole stack sets too. */
export function checkProxyTuning(args: TunableArgs, keys: Keys<TunableArgs> = ownKeys): Problem[] {
  return [
    ...checkTrustedProxyIps(args.trustedProxyIps, keys("trustedProxyIps")),
    ...checkInteger(args.replicas, replicaBounds, keys("replicas")),
    ...checkSessionExpire(args.sessionExpire, keys("sessionExpire")),
    ...checkText(args.sessionRefresh, goDuration, keys("sessionRefresh")),
  ];
}

/** Reports sessions that outlive the realm's, and refreshes that come too late. */
export function checkLifespans(
  { sessionExpire, sessionRefresh, limits }: Pick<ProxySettings, "sessionExpire" | "sessionRefresh" | "limits">,
  keys: Keys<TunableArgs> = ownKeys,
): Problem[] {
  const { accessTokenLifespan, ssoSessionMax } = limits;
  const refresh = secondsOf(sessionRefresh);
  const tooLate = { path: keys("sessionRefresh"), value: sessionRefresh };
  return [
    ...(secondsOf(sessionExpire) <= ssoSessionMax
      ? []
      : [
          {
            path: keys("sessionExpire"),
            value: sessionExpire,
            expected: `at most the realm's SSO Session Max, ${formatDuration(ssoSessionMax)}`,
          },
        ]),
    ...(refresh < accessTokenLifespan
      ? []
      : [{ ...tooLate, expected: `less than the access token's lifespan, ${formatDuration(accessTokenLifespan)}` }]),
    ...(refresh < secondsOf(sessionExpire)
      ? []
      : [{ ...tooLate, expected: `less than sessionExpire, ${sessionExpire}` }]),
  ];
}

/** Checks and resolves the arguments. */
export function proxy(args: OAuth2ProxyArgs): Checked<ProxySettings> {
  const { applications = [], host, mode } = args;
  const shape = checkShape(args);
  if (shape.length > 0) {
    return rejected(shape);
  }
  const located = applications.map((application, index) => ({
    location: resolveApplication(application, host),
    key: `applications[${index}]`,
  }));
  const resolved = located.map(({ location }) => location);
  const conflicts =
    mode === ProxyMode.ReverseProxy ? [...checkApplications(located), ...checkSingleRole(resolved, host, "mode")] : [];
  if (conflicts.length > 0) {
    return rejected(conflicts);
  }
  const settings = resolveProxy(args, resolved);
  return unlessProblems(checkLifespans(settings), () => settings);
}

function checkShape(args: OAuth2ProxyArgs): Problem[] {
  const { otherHosts = [], roles = [], serviceAccounts = [], applications = [] } = args;
  return [
    ...checkText(args.namespace, dnsLabel, "namespace"),
    ...checkText(args.host, hostName, "host"),
    ...otherHosts.flatMap((host, index) => checkText(host, hostName, `otherHosts[${index}]`)),
    ...checkText(args.issuerUrl, issuer, "issuerUrl"),
    ...checkText(args.clientId, identifier, "clientId"),
    ...checkText(args.extAuthPath, plainPath, "extAuthPath"),
    ...roles.flatMap((role, index) => checkText(role, identifier, `roles[${index}]`)),
    ...serviceAccounts.flatMap((id, index) => checkText(id, dnsLabel, `serviceAccounts[${index}]`)),
    ...checkSessionConnection(args.session, "session"),
    ...checkProxyTuning(args),
    ...checkInteger(args.accessTokenLifespanSeconds, accessTokenLifespanBounds, "accessTokenLifespanSeconds"),
    ...checkInteger(args.ssoSessionMaxSeconds, ssoSessionMaxBounds, "ssoSessionMaxSeconds"),
    ...checkApplicationArgs(applications, "applications"),
    ...checkChartSource(args.charts ?? {}, "charts"),
  ];
}

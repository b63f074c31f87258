import { checkSingleRole } from "../access";
import { hostName, identifier } from "../validation/names";
import type { Problem } from "../validation/problem";
import { formatDuration, parseDuration } from "./duration";
import { lifespans, type ProxySettingsArgs, resolveProxySettings } from "./settings";
import { checkTrustedProxyIps } from "./trusted-proxy-ips";

/**
 * Braces stay out: the chart runs the configuration file through Helm's template engine. Dollars too: in its structured
 * configuration oauth2-proxy takes them for the names of environment variables.
 */
const issuer = /^https:\/\/[^\s/?#{}$]+(\/[^\s?#{}$]*[^\s/?#{}$])?$/;
/** No dot: it becomes a regular expression. */
const extAuthPath = /^(\/[A-Za-z0-9_-]+)+$/;

/** @param path where the settings stand in the configuration */
export function checkProxySettings(args: ProxySettingsArgs, path: string): Problem[] {
  const texts = [
    [
      `${path}.issuerUrl`,
      args.issuerUrl,
      issuer,
      "an https URL without query or trailing slash, exactly as in the tokens' iss claim",
    ],
    [`${path}.extAuthPath`, args.extAuthPath, extAuthPath, `a path of letters, digits, '_' and '-' such as "/check"`],
  ] as const;
  const problems: Problem[] = [
    ...checkTrustedProxyIps(args.trustedProxyIps, `${path}.trustedProxyIps`),
    ...checkHost(args.host, "host"),
    ...(args.otherHosts ?? []).flatMap((host, index) => checkHost(host, `${path}.otherHosts[${index}]`)),
    ...texts.flatMap(([key, value, pattern, expected]) =>
      value === undefined || pattern.test(value) ? [] : [{ path: key, value, expected }],
    ),
  ];
  for (const [key, name] of [["clientId", args.clientId], ...(args.roles ?? []).map((role) => ["roles", role])]) {
    if (!identifier.pattern.test(name ?? "")) {
      problems.push({ path: `${path}.${key}`, value: name, expected: "a name of letters, digits, '.', '_' and '-'" });
    }
  }
  if (args.replicas !== undefined && (!Number.isInteger(args.replicas) || args.replicas < 1)) {
    problems.push({ path: `${path}.replicas`, value: args.replicas, expected: "a whole number of at least 1" });
  }
  return [...problems, ...checkLifespans(args, path), ...checkMode(args, path)];
}

function checkMode({ mode, applications = [], host }: ProxySettingsArgs, path: string): Problem[] {
  return mode === "reverse-proxy" ? checkSingleRole(applications, host, `${path}.mode`) : [];
}

function checkHost(host: string, path: string): Problem[] {
  return hostName.pattern.test(host)
    ? []
    : [{ path, value: host, expected: "a host name in lower case, without scheme, port or path" }];
}

function checkLifespans(args: ProxySettingsArgs, path: string): Problem[] {
  const { accessTokenLifespanSeconds, ssoSessionMaxSeconds } = lifespans(args);
  const { sessionExpire, sessionRefresh } = resolveProxySettings(args);
  const expire = parseDuration(sessionExpire);
  const refresh = parseDuration(sessionRefresh);
  return [
    ...checkDuration(sessionExpire, expire, `${path}.sessionExpire`, {
      limit: ssoSessionMaxSeconds + 1,
      expected: `at most the realm's longest session, ${formatDuration(ssoSessionMaxSeconds)}`,
    }),
    ...checkDuration(sessionRefresh, refresh, `${path}.sessionRefresh`, {
      limit: accessTokenLifespanSeconds,
      expected: `less than the access token's lifespan, ${formatDuration(accessTokenLifespanSeconds)}`,
    }),
    ...checkDuration(sessionRefresh, refresh, `${path}.sessionRefresh`, {
      limit: expire ?? Infinity,
      expected: `less than sessionExpire, ${sessionExpire}`,
    }),
  ];
}

function checkDuration(
  value: string,
  seconds: number | undefined,
  path: string,
  { limit, expected }: { limit: number; expected: string },
): Problem[] {
  if (seconds === undefined || seconds === 0) {
    // Zero would switch renewal off (`sessionRefresh`) or never end a session (`sessionExpire`).
    return [{ path, value, expected: 'a duration in hours, minutes and seconds such as "8h" or "90m"' }];
  }
  return seconds < limit ? [] : [{ path, value, expected }];
}

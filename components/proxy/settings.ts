import { type Application, singleRole } from "../access";
import { type ChartSource, resolveChartSource } from "../helm/chart-source";
import { keycloakDefaults } from "../keycloak/defaults";
import { ProxyMode } from "../proxy-contract/mode";
import { resolveSessionConnection } from "../sessions/args";
import type { SessionConnection } from "../sessions/types";
import type { CaBundle } from "../tls/types";
import { formatDuration } from "../validation/duration";
import type { KnownProxyArgs } from "./args";
import { proxyDefaults } from "./defaults";

/** `OAuth2ProxyArgs` with every default filled in. */
export interface ProxySettings {
  readonly namespace: string;
  readonly host: string;
  readonly otherHosts: readonly string[];
  readonly issuerUrl: string;
  readonly clientId: string;
  readonly session: SessionConnection;
  readonly caBundle?: CaBundle;
  readonly trustedProxyIps: readonly string[];
  readonly roles: readonly string[];
  /** Client ids whose bearer tokens are accepted, each once. */
  readonly serviceAccounts: readonly string[];
  /** Absent in the mode `middleware`. */
  readonly reverseProxy?: ReverseProxySettings;
  readonly contact: string;
  readonly extAuthPath?: string;
  readonly replicas: number;
  readonly sessionExpire: string;
  readonly sessionRefresh: string;
  /** What the realm allows, as far as it is known beforehand. */
  readonly limits: SessionLimits;
  readonly rotation: string;
  /** Whether requests that the edge asks about are logged. */
  readonly logChecks: boolean;
  readonly serviceMonitorLabels: Readonly<Record<string, string>>;
  readonly charts: ChartSource;
}

/** What the proxy needs to serve applications itself. */
export interface ReverseProxySettings {
  /** The one role that every rule requires. */
  readonly role: string;
  readonly applications: readonly Application[];
}

/** Lifespans in the realm, in seconds. */
export interface SessionLimits {
  readonly accessTokenLifespan: number;
  /** `Infinity` before the realm has been read. */
  readonly ssoSessionMax: number;
}

/** @param applications behind the proxy; only the mode `reverse-proxy` serves them */
export function resolveProxy(args: KnownProxyArgs, applications: readonly Application[]): ProxySettings {
  const limits = {
    accessTokenLifespan: args.accessTokenLifespanSeconds ?? keycloakDefaults.accessTokenLifespanSeconds,
    ssoSessionMax: args.ssoSessionMaxSeconds ?? Infinity,
  };
  const { namespace, host, issuerUrl, clientId, trustedProxyIps } = args;
  return {
    ...{ namespace, host, issuerUrl, clientId, trustedProxyIps, limits },
    otherHosts: [...new Set(args.otherHosts ?? [])].filter((other) => other !== host),
    serviceAccounts: [...new Set(args.serviceAccounts ?? [])],
    session: resolveSessionConnection(args.session),
    ...(args.caBundle === undefined ? {} : { caBundle: args.caBundle }),
    roles: [...new Set(args.roles ?? [])].sort(),
    ...modeSettings(args, applications),
    ...tuning(args, limits),
    serviceMonitorLabels: args.serviceMonitorLabels ?? { release: "kube-prometheus-stack" },
    charts: resolveChartSource(args.charts),
  };
}

/** Settings that a user of the whole stack sets too. */
function tuning(
  { contact, replicas, sessionExpire, sessionRefresh, logChecks, rotation }: KnownProxyArgs,
  limits: SessionLimits,
): Pick<ProxySettings, "contact" | "replicas" | "sessionExpire" | "sessionRefresh" | "logChecks" | "rotation"> {
  return {
    contact: contact ?? proxyDefaults.contact,
    replicas: replicas ?? proxyDefaults.replicas,
    sessionExpire: sessionExpire ?? proxyDefaults.sessionExpire,
    sessionRefresh: sessionRefresh ?? defaultRefresh(limits),
    logChecks: logChecks ?? proxyDefaults.logChecks,
    rotation: rotation ?? proxyDefaults.rotation,
  };
}

function modeSettings(
  { mode, extAuthPath }: KnownProxyArgs,
  applications: readonly Application[],
): Pick<ProxySettings, "reverseProxy" | "extAuthPath"> {
  return mode === ProxyMode.ReverseProxy
    ? { reverseProxy: { role: singleRole(applications), applications } }
    : { ...(extAuthPath === undefined ? {} : { extAuthPath }) };
}

/** One minute covers a slow answer and clocks that differ. Tokens with a shorter lifespan are refreshed at half of it. */
function defaultRefresh({ accessTokenLifespan }: SessionLimits): string {
  return formatDuration(accessTokenLifespan > 120 ? accessTokenLifespan - 60 : Math.floor(accessTokenLifespan / 2));
}

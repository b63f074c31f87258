import { type Application, singleRole } from "../access";
import type { ProxyMode } from "../proxy-contract/mode";
import type { SessionConnection } from "../sessions/types";
import type { CaBundle } from "../tls/types";
import { formatDuration } from "./duration";

/** What the proxy is told, before defaults. Plain values: they become its configuration file. */
export interface ProxySettingsArgs {
  /** Shared host, the one the sign-in happens on; a host name without scheme, port or path. */
  host: string;
  /**
   * Other hosts that people sign in on: those that applications have of their own. Each has a session of its own.
   * @default - none
   */
  otherHosts?: string[];
  /** Issuer exactly as Keycloak's tokens name it: `https://keycloak.example.com/realms/homelab`. */
  issuerUrl: string;
  /** Keycloak client of the proxy; the roles that open applications are roles of this client. */
  clientId: string;
  /** Where sessions are kept. */
  session: SessionConnection;
  /**
   * Authority that signed Keycloak's certificate. When given, it is the only one trusted for Keycloak.
   * @default - the system's roots
   */
  caBundle?: CaBundle;
  /**
   * Addresses of the edge's pods: IP addresses or CIDR ranges no wider than /8 (IPv6: /16). Only these may say which
   * client a request came from and which URL it asked for.
   */
  trustedProxyIps: string[];
  /**
   * `middleware`: the edge asks the proxy about each request. `reverse-proxy`: requests flow through the proxy, for an edge
   * that cannot ask.
   * @default "middleware"
   */
  mode?: ProxyMode;
  /**
   * What stands behind the proxy in `reverse-proxy`: applications of its namespace and on `host`, whose rules all ask for
   * one role and name no methods. The other mode does not look at them.
   * @default - none
   */
  applications?: readonly Application[];
  /**
   * Client roles that applications ask for: each gets a page that names it to somebody who lacks it.
   * @default - no pages; the general one only
   */
  roles?: string[];
  /**
   * Whom the page for a missing role sends people to, as a phrase: `the platform team (platform@example.com)`.
   * @default "your administrator"
   */
  contact?: string;
  /**
   * Where the proxy answers 200 to whoever has a session, or 403 by `allowed_groups`: for an edge that takes nothing else
   * for a yes, which `/oauth2/auth` answers with 202. A path without a slash at its end.
   * @default - nowhere
   */
  extAuthPath?: string;
  /**
   * Pods. With two, one can go while the other answers; every one reads every session.
   * @default 2
   */
  replicas?: number;
  /**
   * After this time a person signs in again, whatever he did meanwhile: hours, minutes, seconds (`8h`, `90m`).
   * @default "8h", or `ssoSessionMaxSeconds` when that is shorter
   */
  sessionExpire?: string;
  /**
   * Age at which a session is renewed at Keycloak. A role taken away, an account disabled or a session ended there
   * takes effect here after at most this time. Must be shorter than an access token lives.
   * @default - a minute less than the access token's lifespan
   */
  sessionRefresh?: string;
  /**
   * How long the realm's access tokens live, in seconds.
   * @default 300 (Keycloak's own default)
   */
  accessTokenLifespanSeconds?: number;
  /**
   * The longest a sign-in lasts in the realm ("SSO Session Max"), in seconds, where that is known beforehand.
   * @default - not compared before the realm is read
   */
  ssoSessionMaxSeconds?: number;
  /**
   * Change it to make a new cookie secret. Signs everybody out.
   * @default "1"
   */
  rotation?: string;
  /**
   * Labels of the ServiceMonitor and the PrometheusRule, for a Prometheus that selects by label.
   * @default { release: "kube-prometheus-stack" }
   */
  serviceMonitorLabels?: Record<string, string>;
}

/** `ProxySettingsArgs` with every default filled in. */
export interface ProxySettings {
  readonly host: string;
  readonly otherHosts: readonly string[];
  readonly issuerUrl: string;
  readonly clientId: string;
  readonly session: SessionConnection;
  readonly caBundle?: CaBundle;
  readonly trustedProxyIps: readonly string[];
  readonly roles: readonly string[];
  /** Absent where the edge asks about each request. */
  readonly reverseProxy?: ReverseProxySettings;
  readonly contact: string;
  readonly extAuthPath?: string;
  readonly replicas: number;
  readonly sessionExpire: string;
  readonly sessionRefresh: string;
  readonly rotation: string;
  readonly serviceMonitorLabels: Readonly<Record<string, string>>;
}

/** What the proxy must know to let requests through. */
export interface ReverseProxySettings {
  /** The one role that opens everything that is open. */
  readonly role: string;
  readonly applications: readonly Application[];
}

const defaultAccessTokenLifespanSeconds = 300;
const longestDefaultSessionSeconds = 8 * 3600;

export function resolveProxySettings(args: ProxySettingsArgs): ProxySettings {
  const { accessTokenLifespanSeconds, ssoSessionMaxSeconds } = lifespans(args);
  return {
    host: args.host,
    otherHosts: [...new Set(args.otherHosts ?? [])].filter((host) => host !== args.host),
    issuerUrl: args.issuerUrl,
    clientId: args.clientId,
    session: args.session,
    ...(args.caBundle === undefined ? {} : { caBundle: args.caBundle }),
    trustedProxyIps: args.trustedProxyIps,
    roles: [...new Set(args.roles ?? [])].sort(),
    ...waySettings(args),
    contact: args.contact ?? "your administrator",
    replicas: args.replicas ?? 2,
    sessionExpire: args.sessionExpire ?? formatDuration(Math.min(longestDefaultSessionSeconds, ssoSessionMaxSeconds)),
    sessionRefresh: args.sessionRefresh ?? formatDuration(defaultRefreshSeconds(accessTokenLifespanSeconds)),
    rotation: args.rotation ?? "1",
    serviceMonitorLabels: args.serviceMonitorLabels ?? { release: "kube-prometheus-stack" },
  };
}

/** By which way requests come. A role without a name, should there be none at all, is one that nobody can have. */
function waySettings({
  mode,
  applications = [],
  extAuthPath,
}: ProxySettingsArgs): Pick<ProxySettings, "reverseProxy" | "extAuthPath"> {
  return mode === "reverse-proxy"
    ? { reverseProxy: { role: singleRole(applications) ?? "", applications } }
    : { ...(extAuthPath === undefined ? {} : { extAuthPath }) };
}

/** A minute covers a slow answer and clocks that differ; a token that lives shorter is renewed at half its life. */
function defaultRefreshSeconds(accessTokenLifespanSeconds: number): number {
  return accessTokenLifespanSeconds > 120
    ? accessTokenLifespanSeconds - 60
    : Math.floor(accessTokenLifespanSeconds / 2);
}

/** In the realm, as far as it is known beforehand. */
export function lifespans(args: ProxySettingsArgs): {
  accessTokenLifespanSeconds: number;
  ssoSessionMaxSeconds: number;
} {
  return {
    accessTokenLifespanSeconds: args.accessTokenLifespanSeconds ?? defaultAccessTokenLifespanSeconds,
    ssoSessionMaxSeconds: args.ssoSessionMaxSeconds ?? Infinity,
  };
}

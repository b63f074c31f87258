import type * as pulumi from "@pulumi/pulumi";
import type { ApplicationArgs } from "../access";
import type { ChartSourceArgs } from "../helm/chart-source";
import type { ProxyMode } from "../proxy-contract/mode";
import type { SessionConnectionArgs } from "../sessions/args";
import type { CaBundle } from "../tls/types";
import type { RealmSessionsArgs } from "./realm-sessions";

/** Arguments of the proxy. All are plain values, because they become its configuration file, unless their type is an input. */
export interface OAuth2ProxyArgs {
  /** Namespace of the release and its Secret, which is the one of the applications' Services. */
  namespace: string;
  /** Shared host, on which users sign in: a host name without scheme, port or path. */
  host: string;
  /**
   * Further hosts that users sign in on: those of applications with their own host. Each has its own session.
   * @default - none
   */
  otherHosts?: string[];
  /** Issuer, exactly as in Keycloak's tokens: `https://keycloak.example.com/realms/homelab`. */
  issuerUrl: string;
  /** Keycloak client of the proxy. The roles in access rules are roles of this client. */
  clientId: string;
  /** Secret of the Keycloak client. The Secret `oauth2-proxy-credentials` holds it; the proxy reads it from a file. */
  clientSecret: pulumi.Input<string>;
  /** Where sessions are kept: `connection` of a `ValkeySessionStore`, an existing store, or cookies. */
  session: SessionConnectionArgs;
  /**
   * CA that signed Keycloak's certificate. If set, the proxy trusts no other CA for Keycloak.
   * @default - the system's CA certificates
   */
  caBundle?: CaBundle;
  /**
   * Changes with the certificates of `caBundle`: `revision` of a `CaBundleCopy`. The proxy reads them at its start, so a
   * changed revision restarts its pods one by one.
   * @default - running pods keep the certificates that they started with
   */
  caBundleRevision?: pulumi.Input<string>;
  /**
   * Addresses of the edge's pods: IP addresses or CIDR ranges no wider than /8 (IPv6: /16). The proxy trusts only their
   * `X-Forwarded-*` headers, which carry the client's address and the requested URL.
   */
  trustedProxyIps: string[];
  /**
   * `middleware`: the edge asks the proxy about each request. `reverse-proxy`: requests flow through the proxy, for edges
   * that cannot ask.
   * @default "middleware"
   */
  mode?: ProxyMode;
  /**
   * Applications behind the proxy in the mode `reverse-proxy`: in its namespace, on `host`, with rules that all require one
   * role and name no methods. The mode `middleware` ignores them.
   * @default - none
   */
  applications?: ApplicationArgs[];
  /**
   * Client ids of the service accounts whose bearer tokens the proxy accepts. It accepts no token of another client of the
   * realm, whatever its audience and roles are, and without service accounts no bearer token at all.
   * @default - none
   */
  serviceAccounts?: string[];
  /**
   * Client roles that applications require. Each gets a page that names it to users without the role.
   * @default - only the general page
   */
  roles?: string[];
  /**
   * Contact on the page for a missing role, as a phrase: `the platform team (platform@example.com)`.
   * @default "your administrator"
   */
  contact?: string;
  /**
   * Path at which the proxy returns 200 to requests with a session, or 403 according to `allowed_groups`, for edges such as
   * Envoy that accept only 200; `/oauth2/auth` returns 202. A path without a trailing slash.
   * @default - none
   */
  extAuthPath?: string;
  /**
   * Number of pods. With two, one can restart while the other answers; every pod reads every session.
   * @default 2
   */
  replicas?: number;
  /**
   * Longest session of a user, in hours, minutes, seconds: `8h`, `90m`. The cookie lives as long, but a refresh issues another
   * one: the session ends in time, at most one `sessionRefresh` later, because Keycloak then refuses to refresh it. That
   * takes a client with the same limit: `sessionExpire` of a `ProxyClient`, or "Client Session Max" in the advanced settings
   * of another client. At most the realm's SSO Session Max.
   * @default "8h"
   */
  sessionExpire?: string;
  /**
   * Age at which the proxy refreshes a session at Keycloak. A revoked role, a disabled account or an ended session takes
   * effect within this time. Must be shorter than the lifespan of an access token.
   * @default - one minute less than the access token's lifespan
   */
  sessionRefresh?: string;
  /**
   * Lifespan of the realm's access tokens in seconds.
   * @default 300
   */
  accessTokenLifespanSeconds?: number;
  /**
   * SSO Session Max of the realm in seconds, where it is known beforehand.
   * @default - compared once the realm has been read
   */
  ssoSessionMaxSeconds?: number;
  /**
   * Lifetime of sessions in the realm. If the proxy's sessions would outlive them, the update fails before it changes the
   * proxy.
   * @default - not compared
   */
  realmSessions?: RealmSessionsArgs;
  /**
   * Rotation trigger of the cookie secret: any string. Changing it generates a new secret and signs every user out.
   * @default "1"
   */
  rotation?: string;
  /**
   * Whether the proxy logs each request that the edge asks it about: user, required role and status. Sign-ins, sign-outs and
   * the pages for a missing role are logged anyway. A dashboard asks once per panel and refresh.
   * @default false
   */
  logChecks?: boolean;
  /**
   * Labels of the ServiceMonitor and the PrometheusRule, for a Prometheus that selects by label.
   * @default { release: "kube-prometheus-stack" }
   */
  serviceMonitorLabels?: Record<string, string>;
  /**
   * Source of the chart.
   * @default - its upstream repository
   */
  charts?: ChartSourceArgs;
}

/** The arguments that are known before anything is created. */
export type KnownProxyArgs = Omit<
  OAuth2ProxyArgs,
  "applications" | "clientSecret" | "caBundleRevision" | "realmSessions"
>;

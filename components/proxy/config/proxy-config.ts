import type { RedisSessions, SessionConnection } from "../../sessions/types";
import { extAuthFolder, forbiddenPagesFolder, forbiddenPagesPath, templatesFolder } from "../pages/config-map";
import { caFile, mountPaths } from "../mount-paths";
import type { ProxySettings } from "../settings";

/**
 * The keys of oauth2-proxy's configuration file that this project uses, spelt as in the file. The program refuses a
 * key it does not know.
 * @see https://github.com/oauth2-proxy/oauth2-proxy/blob/v7.15.4/pkg/apis/options/options.go
 */
export type OAuth2ProxyConfig = ProviderConfig & RequestConfig & CookieConfig & SessionStoreConfig & PageConfig;

export interface ProviderConfig {
  readonly provider: "keycloak-oidc";
  readonly provider_display_name: string;
  readonly oidc_issuer_url: string;
  readonly client_id: string;
  readonly client_secret_file: string;
  readonly redirect_url: string;
  readonly scope: string;
  readonly code_challenge_method: "S256";
  readonly insecure_oidc_skip_nonce: false;
  readonly oidc_email_claim: "preferred_username";
  readonly email_domains: readonly ["*"];
  readonly backend_logout_url: string;
  readonly provider_ca_files?: readonly string[];
  readonly use_system_trust_store?: false;
}

interface RequestConfig {
  readonly reverse_proxy: true;
  readonly trusted_proxy_ips: readonly string[];
  readonly real_client_ip_header: "X-Forwarded-For";
  readonly upstreams: readonly string[];
  readonly api_routes?: readonly string[];
  readonly whitelist_domains: readonly string[];
  readonly encode_state: true;
  readonly skip_jwt_bearer_tokens: true;
  readonly bearer_token_login_fallback: false;
  readonly set_xauthrequest: true;
  readonly set_authorization_header: false;
  readonly set_basic_auth: false;
  readonly pass_access_token: false;
  readonly pass_authorization_header: false;
  readonly pass_basic_auth: false;
  readonly pass_user_headers: false;
  readonly request_logging: true;
  readonly exclude_logging_paths: readonly string[];
  readonly silence_ping_logging: true;
}

interface CookieConfig {
  readonly cookie_secret_file: string;
  readonly cookie_name: string;
  readonly cookie_path: "/";
  readonly cookie_secure: true;
  readonly cookie_httponly: true;
  readonly cookie_samesite: "lax";
  readonly cookie_expire: string;
  readonly cookie_refresh: string;
  readonly cookie_csrf_per_request: true;
  readonly cookie_csrf_per_request_limit: number;
  readonly cookie_csrf_expire: string;
}

interface SessionStoreConfig {
  readonly session_store_type: "cookie" | "redis";
  readonly redis_connection_url?: string;
  readonly redis_use_sentinel?: true;
  readonly redis_sentinel_master_name?: string;
  readonly redis_sentinel_connection_urls?: readonly string[];
  readonly redis_use_cluster?: true;
  readonly redis_cluster_connection_urls?: readonly string[];
  readonly redis_username?: string;
  readonly redis_ca_path?: string;
}

interface PageConfig {
  readonly skip_provider_button: false;
  readonly custom_templates_dir: string;
}

/** The proxy's configuration for the settings; everything but passwords of the session store. */
export function proxyConfig(settings: ProxySettings): OAuth2ProxyConfig {
  return {
    ...providerConfig(settings),
    ...requestConfig(settings),
    ...cookieConfig(settings),
    ...sessionStoreConfig(settings.session),
    // The sign-in page forwards by itself and, unlike the redirect, keeps the fragment of the URL (`/#/silences`).
    skip_provider_button: false,
    custom_templates_dir: templatesFolder,
  };
}

export function providerConfig(settings: ProxySettings): ProviderConfig {
  const { issuerUrl, clientId, caBundle } = settings;
  return {
    provider: "keycloak-oidc",
    provider_display_name: "Keycloak",
    oidc_issuer_url: issuerUrl,
    client_id: clientId,
    // Read at each use: a rotated secret needs no restart.
    client_secret_file: `${mountPaths.credentials}/client-secret`,
    redirect_url: redirectUrl(settings),
    scope: "openid email profile",
    code_challenge_method: "S256",
    // Upstream's default is to skip the check (v7.15.4); the nonce is what ties an id token to this sign-in.
    insecure_oidc_skip_nonce: false,
    // The identity. Mail addresses can be missing, unverified, or chosen by the person.
    oidc_email_claim: "preferred_username",
    // Everybody the realm knows may have a session; what it opens is decided by role at each request.
    email_domains: ["*"],
    // Ends the session at Keycloak too; the proxy calls it with the token, so that the token never is in a browser's URL.
    backend_logout_url: `${issuerUrl}/protocol/openid-connect/logout?id_token_hint={id_token}`,
    ...(caBundle === undefined
      ? {}
      : { provider_ca_files: [`${mountPaths.ca}/${caFile}`], use_system_trust_store: false }),
  };
}

/**
 * Where Keycloak sends people back to. With several hosts the one they came by: a URL without a host takes it from the
 * request, with https because cookies are secure (v7.15.4, `getOAuthRedirectURI`), that is from the `Host` that the edge
 * matched or the `X-Forwarded-Host` that it set. A host that somebody forged all the same is none of the exact redirect
 * URIs of the client: Keycloak refuses it before it asks for a password. Another host of ours has no CSRF cookie of this
 * sign-in, and its callback answers 403.
 */
function redirectUrl({ host, otherHosts }: ProxySettings): string {
  return otherHosts.length === 0 ? `https://${host}${callbackPath}` : callbackPath;
}

const callbackPath = "/oauth2/callback";

function requestConfig({ trustedProxyIps, host, otherHosts, extAuthPath }: ProxySettings): RequestConfig {
  return {
    reverse_proxy: true,
    trusted_proxy_ips: trustedProxyIps,
    real_client_ip_header: "X-Forwarded-For",
    // There is nothing behind the proxy but the pages for a missing role; the edge forwards to the applications.
    upstreams: [
      "static://202",
      `file://${forbiddenPagesFolder}/#${forbiddenPagesPath}/`,
      ...(extAuthPath === undefined ? [] : [`file://${extAuthFolder}/#${extAuthPath}/`]),
    ],
    // Whoever asks there is a program, the edge: 401 and no sign-in page.
    ...(extAuthPath === undefined ? {} : { api_routes: [`^${extAuthPath}/`] }),
    // Where a sign-in or sign-out may lead. Exact: a leading dot would let any subdomain receive people.
    whitelist_domains: [host, ...otherHosts],
    // Deep links hold characters that gateways in between rewrite; base64url survives them.
    encode_state: true,
    // Machines: a valid bearer token is a session, an invalid one is 403 and never a login page.
    skip_jwt_bearer_tokens: true,
    bearer_token_login_fallback: false,
    set_xauthrequest: true,
    set_authorization_header: false,
    set_basic_auth: false,
    pass_access_token: false,
    pass_authorization_header: false,
    pass_basic_auth: false,
    pass_user_headers: false,
    request_logging: true,
    // The request line of the callback holds the authorisation code.
    exclude_logging_paths: [callbackPath],
    silence_ping_logging: true,
  };
}

function cookieConfig({ sessionExpire, sessionRefresh }: ProxySettings): CookieConfig {
  return {
    cookie_secret_file: `${mountPaths.credentials}/cookie-secret`,
    // `__Host-`: browsers take it only over TLS, for one host alone and path `/`, so no neighbour host can plant one.
    cookie_name: "__Host-oauth2_proxy",
    cookie_path: "/",
    cookie_secure: true,
    cookie_httponly: true,
    // Not strict: the way back from Keycloak is a cross-site navigation.
    cookie_samesite: "lax",
    cookie_expire: sessionExpire,
    cookie_refresh: sessionRefresh,
    // One cookie a sign-in, so that tabs do not spoil each other's; the limit keeps the request header small.
    cookie_csrf_per_request: true,
    cookie_csrf_per_request_limit: 10,
    cookie_csrf_expire: "5m",
  };
}

function sessionStoreConfig(session: SessionConnection): SessionStoreConfig {
  switch (session.type) {
    case "cookie":
      return { session_store_type: "cookie" };
    case "redis":
      return {
        session_store_type: "redis",
        ...redisTopology(session),
        ...(session.username === undefined ? {} : { redis_username: session.username }),
        ...(session.ca === undefined ? {} : { redis_ca_path: `${mountPaths.sessionCa}/${caFile}` }),
      };
  }
}

/**
 * How long a request may hang while the store is away. The client dials five times before it gives up, and each command
 * twice (go-redis 9.22, `DialerRetries`, which no URL can set): with its own defaults that is minutes, with these some six
 * seconds a command. Only the URL of a standalone store can say so; the proxy drops these options for the other topologies
 * (v7.15.4, redis_store.go).
 */
const standaloneTimeouts = "dial_timeout=500ms&read_timeout=2s&write_timeout=2s&max_retries=1";

function redisTopology({ topology, urls, masterName }: RedisSessions): Partial<SessionStoreConfig> {
  switch (topology) {
    case "standalone": {
      const [url = ""] = urls;
      return { redis_connection_url: `${url}${url.includes("?") ? "&" : "?"}${standaloneTimeouts}` };
    }
    case "sentinel":
      return {
        redis_use_sentinel: true,
        redis_sentinel_master_name: masterName ?? "",
        redis_sentinel_connection_urls: urls,
      };
    case "cluster":
      return { redis_use_cluster: true, redis_cluster_connection_urls: urls };
  }
}

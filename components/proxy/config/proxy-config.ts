import { issuerUrls } from "../../keycloak/urls";
import { authPath, callbackPath, forbiddenPagesPath } from "../../proxy-contract/endpoints";
import type { RedisTopology, SessionConnection } from "../../sessions/types";
import { caFile, credentials, mountPaths } from "../mount-paths";
import { extAuthFolder, forbiddenPagesFolder, templatesFolder } from "../pages/config-map";
import type { ProxySettings } from "../settings";

/**
 * The keys of oauth2-proxy's configuration file that this project uses, spelled as in the file. oauth2-proxy rejects unknown
 * keys.
 * @see https://github.com/oauth2-proxy/oauth2-proxy/blob/v7.15.6/pkg/apis/options/options.go
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
  readonly oidc_audience_claims?: readonly ["azp"];
  readonly oidc_extra_audiences?: readonly string[];
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
  readonly skip_jwt_bearer_tokens: boolean;
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

/** The proxy's configuration, except the passwords of the session store. */
export function proxyConfig(settings: ProxySettings): OAuth2ProxyConfig {
  return {
    ...providerConfig(settings),
    ...requestConfig(settings),
    ...cookieConfig(settings),
    ...sessionStoreConfig(settings.session),
    // Unlike a redirect, the sign-in page keeps the fragment of the URL (`/#/silences`); it continues by itself.
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
    // The proxy reads it at each use: a rotated secret needs no restart.
    client_secret_file: `${mountPaths.credentials}/${credentials.keys.clientSecret}`,
    redirect_url: redirectUrl(settings),
    scope: "openid email profile",
    code_challenge_method: "S256",
    // Upstream's default is to skip the check (v7.15.6); the nonce is what ties an id token to this sign-in.
    insecure_oidc_skip_nonce: false,
    // The identity. Mail addresses can be missing, unverified, or chosen by the user.
    oidc_email_claim: "preferred_username",
    ...acceptedClients(settings),
    // Every user of the realm may have a session; the role decides at each request what it grants.
    email_domains: ["*"],
    // Ends the session at Keycloak too. The proxy calls it, so that the token never appears in a browser's URL.
    backend_logout_url: `${issuerUrls(issuerUrl).endSessionUrl}?id_token_hint={id_token}`,
    ...(caBundle === undefined
      ? {}
      : { provider_ca_files: [`${mountPaths.ca}/${caFile}`], use_system_trust_store: false }),
  };
}

/**
 * With service accounts, a token is accepted by the client that it was issued to (`azp`) and not by its audience: Keycloak
 * names the proxy as audience in the tokens of every client with full scope, for each user who holds a role of the proxy.
 * The proxy compares the first of these claims that a token has with its own client id and the extra ones, for bearer tokens
 * as for the id tokens of sign-ins and refreshes (v7.15.6, pkg/providers/oidc/verifier.go, `verifyAudience`). Id tokens of
 * sign-ins have the proxy as `azp` and come from Keycloak's token endpoint, for a code of the proxy's client only, so the
 * extra clients admit nothing there. Without service accounts no client's bearer token counts, and id tokens are checked by
 * their audience.
 */
function acceptedClients({
  serviceAccounts,
}: ProxySettings): Pick<ProviderConfig, "oidc_audience_claims" | "oidc_extra_audiences"> {
  return serviceAccounts.length === 0 ? {} : { oidc_audience_claims: ["azp"], oidc_extra_audiences: serviceAccounts };
}

/**
 * Where Keycloak redirects after sign-in. With several hosts, it is the host of the request: for a URL without a host, the
 * proxy takes the host from the `Host` header that the edge matched or the `X-Forwarded-Host` header that the edge set, and
 * https because cookies are secure (v7.15.6, `getOAuthRedirectURI`). A forged host is not among the client's exact redirect
 * URIs: Keycloak rejects it before it asks for a password. Another host of the stack has no CSRF cookie of this sign-in, and
 * its callback returns 403.
 */
function redirectUrl({ host, otherHosts }: ProxySettings): string {
  return otherHosts.length === 0 ? `https://${host}${callbackPath}` : callbackPath;
}

function requestConfig(settings: ProxySettings): RequestConfig {
  const { trustedProxyIps, host, otherHosts, extAuthPath, serviceAccounts, logChecks } = settings;
  return {
    reverse_proxy: true,
    trusted_proxy_ips: trustedProxyIps,
    real_client_ip_header: "X-Forwarded-For",
    // The proxy serves only the pages for a missing role; the edge forwards requests to the applications.
    upstreams: [
      "static://202",
      `file://${forbiddenPagesFolder}/#${forbiddenPagesPath}/`,
      ...(extAuthPath === undefined ? [] : [`file://${extAuthFolder}/#${extAuthPath}/`]),
    ],
    // Only the edge calls this path: 401 and no sign-in page.
    ...(extAuthPath === undefined ? {} : { api_routes: [`^${extAuthPath}/`] }),
    // Hosts that sign-in and sign-out may redirect to. Exact: a leading dot would admit every subdomain.
    whitelist_domains: [host, ...otherHosts],
    // Deep links contain characters that gateways rewrite; base64url survives.
    encode_state: true,
    // With service accounts, a valid bearer token is a session; an invalid one gets 403 and never a sign-in page. Without
    // them a token is nothing: the request is anonymous.
    skip_jwt_bearer_tokens: serviceAccounts.length > 0,
    bearer_token_login_fallback: false,
    set_xauthrequest: true,
    set_authorization_header: false,
    set_basic_auth: false,
    pass_access_token: false,
    pass_authorization_header: false,
    pass_basic_auth: false,
    pass_user_headers: false,
    request_logging: true,
    // The request line of the callback contains the authorization code. A line per check repeats the edge's access log, and
    // takes 28 writes: the proxy writes each field on its own (v7.15.6, logger.go; docs/performance.md has the cost).
    exclude_logging_paths: [callbackPath, ...(logChecks ? [] : checkPaths(settings))],
    silence_ping_logging: true,
  };
}

/** Paths at which the edge asks whether a request may pass. In reverse-proxy mode nothing asks, and every request is logged. */
function checkPaths({ extAuthPath, reverseProxy }: ProxySettings): readonly string[] {
  if (reverseProxy !== undefined) {
    return [];
  }
  return [authPath, ...(extAuthPath === undefined ? [] : [`${extAuthPath}/yes`])];
}

function cookieConfig({ sessionExpire, sessionRefresh }: ProxySettings): CookieConfig {
  return {
    cookie_secret_file: `${mountPaths.credentials}/${credentials.keys.cookieSecret}`,
    // `__Host-`: browsers accept it only over TLS, for one host and the path `/`, so no neighbour host can set one.
    cookie_name: "__Host-oauth2_proxy",
    cookie_path: "/",
    cookie_secure: true,
    cookie_httponly: true,
    // Not strict: the redirect back from Keycloak is a cross-site navigation.
    cookie_samesite: "lax",
    cookie_expire: sessionExpire,
    cookie_refresh: sessionRefresh,
    // One cookie per sign-in, so that tabs do not interfere; the limit keeps the request header small.
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
        ...redisTopology(session.topology),
        ...(session.username === undefined ? {} : { redis_username: session.username }),
        ...(session.ca === undefined ? {} : { redis_ca_path: `${mountPaths.sessionCa}/${caFile}` }),
      };
  }
}

/**
 * How long a request hangs while the store is unreachable. The client dials five times and sends each command twice before
 * it gives up (go-redis 9.22, `DialerRetries`, which no URL can set): minutes with its own defaults, some six seconds per
 * command with these. Only the URL of a standalone store can set them; the proxy drops the options for the other topologies
 * (v7.15.6, redis_store.go).
 */
const standaloneTimeouts = "dial_timeout=500ms&read_timeout=2s&write_timeout=2s&max_retries=1";

function redisTopology(topology: RedisTopology): Partial<SessionStoreConfig> {
  switch (topology.type) {
    case "standalone":
      return { redis_connection_url: `${topology.url}?${standaloneTimeouts}` };
    case "sentinel":
      return {
        redis_use_sentinel: true,
        redis_sentinel_master_name: topology.masterName,
        redis_sentinel_connection_urls: topology.urls,
      };
    case "cluster":
      return { redis_use_cluster: true, redis_cluster_connection_urls: topology.urls };
  }
}

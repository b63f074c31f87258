import { type Application, parsePathPattern } from "../../access";
import type { ProxySettings, ReverseProxySettings } from "../settings";
import { type OAuth2ProxyConfig, proxyConfig } from "./proxy-config";

/**
 * Keys that oauth2-proxy rejects in the file beside a structured configuration, which has its own settings for them.
 * @see https://oauth2-proxy.github.io/oauth2-proxy/configuration/alpha-config#removed-options
 */
const structuredKeys = [
  "provider",
  "provider_display_name",
  "oidc_issuer_url",
  "client_id",
  "client_secret_file",
  "scope",
  "code_challenge_method",
  "insecure_oidc_skip_nonce",
  "oidc_email_claim",
  "oidc_audience_claims",
  "oidc_extra_audiences",
  "backend_logout_url",
  "provider_ca_files",
  "use_system_trust_store",
  "upstreams",
  "set_xauthrequest",
  "set_authorization_header",
  "set_basic_auth",
  "pass_access_token",
  "pass_authorization_header",
  "pass_basic_auth",
  "pass_user_headers",
] as const;

type StructuredKey = (typeof structuredKeys)[number];

/** The configuration file beside a structured configuration. */
export type CoreConfig = Omit<OAuth2ProxyConfig, StructuredKey> & { readonly api_routes: readonly string[] };

/** The rest of the file in reverse-proxy mode, and the paths that return 401 instead of a page without a session. */
export function coreConfig(settings: ProxySettings, { applications }: ReverseProxySettings): CoreConfig {
  const core = without(proxyConfig(settings), structuredKeys);
  return { ...core, api_routes: applications.flatMap(apiRoutes) };
}

/** Regular expressions for the URL as it was sent, including its query. */
function apiRoutes({ basePath, apiPaths }: Application): string[] {
  return apiPaths.map((pattern) => {
    const { path, withDescendants } = parsePathPattern(pattern);
    const literal = `${basePath}${path}`.replaceAll(".", "\\.");
    return `^${literal}${withDescendants ? "(?:[/?]|$)" : "(?:[?]|$)"}`;
  });
}

function without<T extends object, K extends keyof T>(config: T, keys: readonly K[]): Omit<T, K> {
  const left = Object.entries(config).filter(([key]) => !(keys as readonly PropertyKey[]).includes(key));
  // `Object.entries` loses the keys; the filter removes exactly the keys that the type omits.
  return Object.fromEntries(left) as Omit<T, K>;
}

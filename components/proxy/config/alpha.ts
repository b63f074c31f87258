import { roleClaim } from "../../proxy-contract/endpoints";
import { dashLike, identityHeaders, spellings, strippedHeaders } from "../../proxy-contract/identity-headers";
import type { ProxySettings, ReverseProxySettings } from "../settings";
import { type ProviderConfig, providerConfig } from "./proxy-config";
import { type UpstreamConfig, upstreamConfig } from "./upstreams";

/**
 * The part of oauth2-proxy's structured ("alpha") configuration that reverse-proxy mode needs. With the keys of the file,
 * the proxy would forward the client's headers, including cookie and token, and could not return 403 for single paths.
 * Settings in this part must not be in the file, so it contains the provider too; the chart configures the listener.
 * @see https://oauth2-proxy.github.io/oauth2-proxy/configuration/alpha-config
 */
export type AlphaConfig = {
  readonly upstreamConfig: UpstreamConfig;
  readonly injectRequestHeaders: readonly InjectedHeader[];
  readonly providers: readonly [AlphaProvider];
};

/**
 * Without values the proxy only removes the header. It compares names without regard to case, and an underscore equals a dash
 * (v7.15.6, `normalizeHeaderName` in headers.go).
 */
type InjectedHeader = {
  readonly name: string;
  readonly preserveRequestValue: false;
  readonly values?: readonly { readonly claimSource: { readonly claim: string } }[];
};

type AlphaProvider = {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly clientID: string;
  readonly clientSecretFile: string;
  readonly scope: string;
  readonly code_challenge_method: string;
  readonly backendLogoutURL: string;
  readonly allowedGroups: readonly [string];
  readonly caFiles?: readonly string[];
  readonly useSystemTrustStore?: boolean;
  readonly oidcConfig: {
    readonly issuerURL: string;
    readonly emailClaim: string;
    readonly insecureSkipNonce: boolean;
    readonly audienceClaims?: readonly string[];
    readonly extraAudiences?: readonly string[];
  };
};

/** The spellings that the proxy does not take for the name itself, although an application might. */
const dottedSpellings = [...Object.keys(identityHeaders), ...strippedHeaders].flatMap((name) =>
  spellings(
    name,
    dashLike.filter((separator) => separator !== "_"),
  ).slice(1),
);

export function alphaConfig(settings: ProxySettings, { role, applications }: ReverseProxySettings): AlphaConfig {
  return {
    upstreamConfig: upstreamConfig(applications),
    injectRequestHeaders: [
      ...Object.entries(identityHeaders).map(([name, claim]) => ({
        name,
        preserveRequestValue: false as const,
        values: [{ claimSource: { claim } }],
      })),
      ...[...strippedHeaders, ...dottedSpellings].map((name) => ({ name, preserveRequestValue: false as const })),
    ],
    providers: [alphaProvider(providerConfig(settings), roleClaim(settings.clientId, role))],
  };
}

/** The file's keys as structured configuration, as oauth2-proxy converts them (v7.15.6, legacy_options.go). */
function alphaProvider(config: ProviderConfig, allowedGroup: string): AlphaProvider {
  return {
    id: config.provider_display_name,
    name: config.provider_display_name,
    provider: config.provider,
    clientID: config.client_id,
    clientSecretFile: config.client_secret_file,
    scope: config.scope,
    code_challenge_method: config.code_challenge_method,
    backendLogoutURL: config.backend_logout_url,
    // Users without the role get no session, neither at sign-in nor at a later request.
    allowedGroups: [allowedGroup],
    ...(config.provider_ca_files === undefined
      ? {}
      : { caFiles: config.provider_ca_files, useSystemTrustStore: config.use_system_trust_store }),
    oidcConfig: {
      issuerURL: config.oidc_issuer_url,
      emailClaim: config.oidc_email_claim,
      insecureSkipNonce: config.insecure_oidc_skip_nonce,
      ...(config.oidc_extra_audiences === undefined
        ? {}
        : { audienceClaims: config.oidc_audience_claims, extraAudiences: config.oidc_extra_audiences }),
    },
  };
}

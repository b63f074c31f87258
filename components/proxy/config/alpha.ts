import { identityHeaders, strippedHeaders } from "../../proxy-contract/identity-headers";
import { type ProviderConfig, providerConfig } from "./proxy-config";
import type { ProxySettings, ReverseProxySettings } from "../settings";
import { type UpstreamConfig, upstreamConfig } from "./upstreams";

/**
 * The part of oauth2-proxy's structured ("alpha") configuration that reverse-proxy mode needs: the file's own keys pass a
 * visitor's headers on, cookie and token among them, and know one answer for a path of its own. What is configured here
 * may not stand in the file, so the provider stands here too; where the proxy listens is the chart's.
 * @see https://oauth2-proxy.github.io/oauth2-proxy/configuration/alpha-config
 */
export type AlphaConfig = {
  readonly upstreamConfig: UpstreamConfig;
  readonly injectRequestHeaders: readonly InjectedHeader[];
  readonly providers: readonly [AlphaProvider];
};

/** Without values the header is only taken away: in every spelling, with underscores too (v7.15.4, headers.go). */
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
  };
};

export function alphaConfig(settings: ProxySettings, { role, applications }: ReverseProxySettings): AlphaConfig {
  return {
    upstreamConfig: upstreamConfig(applications),
    injectRequestHeaders: [
      ...Object.entries(identityHeaders).map(([name, claim]) => ({
        name,
        preserveRequestValue: false as const,
        values: [{ claimSource: { claim } }],
      })),
      ...strippedHeaders.map((name) => ({ name, preserveRequestValue: false as const })),
    ],
    providers: [alphaProvider(providerConfig(settings), `role:${settings.clientId}:${role}`)],
  };
}

/** The file's keys in the structured configuration's words, as oauth2-proxy translates them (v7.15.4, legacy_options.go). */
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
    // Whoever lacks the role gets no session at all: not at the sign-in, and not at a later request.
    allowedGroups: [allowedGroup],
    ...(config.provider_ca_files === undefined
      ? {}
      : { caFiles: config.provider_ca_files, useSystemTrustStore: config.use_system_trust_store }),
    oidcConfig: {
      issuerURL: config.oidc_issuer_url,
      emailClaim: config.oidc_email_claim,
      insecureSkipNonce: config.insecure_oidc_skip_nonce,
    },
  };
}

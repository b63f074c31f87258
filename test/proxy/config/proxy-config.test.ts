import { proxyConfig } from "../../../components/proxy/config/proxy-config";
import { proxyConfigToml } from "../../../components/proxy/config/toml";
import { cookies, proxySettings, redis } from "../settings";

describe("the proxy's configuration", () => {
  it("renders in a stable order", () => {
    const settings = proxySettings({
      caBundle: { secretName: "ca-bundle", key: "ca.crt" },
      session: redis({ caSecret: { name: "valkey-ca", key: "ca.crt" } }),
    });
    expect(proxyConfigToml(proxyConfig(settings))).toMatchInlineSnapshot(`
      "provider = "keycloak-oidc"
      provider_display_name = "Keycloak"
      oidc_issuer_url = "https://keycloak.example.com/realms/homelab"
      client_id = "oauth2-proxy"
      client_secret_file = "/etc/monitoring-sso/credentials/client-secret"
      redirect_url = "https://monitoring.example.com/oauth2/callback"
      scope = "openid email profile"
      code_challenge_method = "S256"
      insecure_oidc_skip_nonce = false
      oidc_email_claim = "preferred_username"
      email_domains = [ "*" ]
      backend_logout_url = "https://keycloak.example.com/realms/homelab/protocol/openid-connect/logout?id_token_hint={id_token}"
      provider_ca_files = [ "/etc/monitoring-sso/ca/ca.crt" ]
      use_system_trust_store = false
      reverse_proxy = true
      trusted_proxy_ips = [ "10.42.0.0/16" ]
      real_client_ip_header = "X-Forwarded-For"
      upstreams = [ "static://202", "file:///etc/monitoring-sso/pages/forbidden/#/oauth2/forbidden/" ]
      whitelist_domains = [ "monitoring.example.com" ]
      encode_state = true
      skip_jwt_bearer_tokens = false
      bearer_token_login_fallback = false
      set_xauthrequest = true
      set_authorization_header = false
      set_basic_auth = false
      pass_access_token = false
      pass_authorization_header = false
      pass_basic_auth = false
      pass_user_headers = false
      request_logging = true
      exclude_logging_paths = [ "/oauth2/callback", "/oauth2/auth" ]
      silence_ping_logging = true
      cookie_secret_file = "/etc/monitoring-sso/credentials/cookie-secret"
      cookie_name = "__Host-oauth2_proxy"
      cookie_path = "/"
      cookie_secure = true
      cookie_httponly = true
      cookie_samesite = "lax"
      cookie_expire = "8h"
      cookie_refresh = "4m"
      cookie_csrf_per_request = true
      cookie_csrf_per_request_limit = 10
      cookie_csrf_expire = "5m"
      session_store_type = "redis"
      redis_connection_url = "rediss://valkey.monitoring.svc.cluster.local:6379?dial_timeout=500ms&read_timeout=2s&write_timeout=2s&max_retries=1"
      redis_ca_path = "/etc/monitoring-sso/session-ca/ca.crt"
      skip_provider_button = false
      custom_templates_dir = "/etc/monitoring-sso/pages/templates"
      "
    `);
  });

  it("checks the nonce, enforces PKCE and has one exact redirect URI", () => {
    expect(proxyConfig(proxySettings())).toMatchObject({
      code_challenge_method: "S256",
      insecure_oidc_skip_nonce: false,
      redirect_url: "https://monitoring.example.com/oauth2/callback",
      whitelist_domains: ["monitoring.example.com"],
    });
  });

  it("redirects back to the host of the request where there are several, and only to those", () => {
    const otherHosts = ["prometheus.example.com", "alertmanager.example.com"];
    expect(proxyConfig(proxySettings({ otherHosts }))).toMatchObject({
      redirect_url: "/oauth2/callback",
      whitelist_domains: ["monitoring.example.com", ...otherHosts],
      // Otherwise the redirect URI could be plain http.
      cookie_secure: true,
    });
  });

  it("is the same if the shared host is listed again among the others", () => {
    expect(proxyConfig(proxySettings({ otherHosts: ["monitoring.example.com"] }))).toEqual(
      proxyConfig(proxySettings()),
    );
  });

  it("trusts forwarded headers of the edge only", () => {
    expect(proxyConfig(proxySettings({ trustedProxyIps: ["10.0.0.0/24"] }))).toMatchObject({
      reverse_proxy: true,
      trusted_proxy_ips: ["10.0.0.0/24"],
    });
  });

  it("accepts no bearer token without service accounts", () => {
    const config = proxyConfig(proxySettings());
    expect(config.skip_jwt_bearer_tokens).toBe(false);
    expect(Object.keys(config).filter((key) => /audience|jwt_issuers/.test(key))).toEqual([]);
  });

  it("accepts bearer tokens of its service accounts only, and rejects others without a sign-in page", () => {
    expect(proxyConfig(proxySettings({ serviceAccounts: ["ci", "dashboard", "ci"] }))).toMatchObject({
      skip_jwt_bearer_tokens: true,
      bearer_token_login_fallback: false,
      oidc_audience_claims: ["azp"],
      oidc_extra_audiences: ["ci", "dashboard"],
    });
  });

  it("restricts the session cookie to its host", () => {
    const config = proxyConfig(proxySettings());
    expect(config).toMatchObject({
      cookie_name: "__Host-oauth2_proxy",
      cookie_path: "/",
      cookie_secure: true,
      cookie_httponly: true,
      cookie_samesite: "lax",
    });
    // Browsers reject a `__Host-` cookie with a domain.
    expect(config).not.toHaveProperty("cookie_domains");
  });

  it("logs sign-ins and pages, and requests that the edge asks about only on request", () => {
    const excluded = (args: Parameters<typeof proxySettings>[0]) =>
      proxyConfig(proxySettings(args)).exclude_logging_paths;
    expect(proxyConfig(proxySettings()).request_logging).toBe(true);
    expect(excluded({})).toEqual(["/oauth2/callback", "/oauth2/auth"]);
    expect(excluded({ extAuthPath: "/check" })).toEqual(["/oauth2/callback", "/oauth2/auth", "/check/yes"]);
    expect(excluded({ logChecks: true, extAuthPath: "/check" })).toEqual(["/oauth2/callback"]);
  });

  it("neither skips sign-in for any request nor disables a check", () => {
    const config = proxyConfig(proxySettings());
    expect(Object.keys(config).filter((key) => /^(skip_auth|trusted_ips|api_routes|ping_user|gcp)/.test(key))).toEqual(
      [],
    );
    const skipping = Object.entries(config).filter(([key]) => /insecure|skip_verify/.test(key));
    expect(skipping).toEqual([["insecure_oidc_skip_nonce", false]]);
  });

  it("passes no token, and sets no header except X-Auth-Request-*", () => {
    const passing = Object.entries(proxyConfig(proxySettings())).filter(([key]) => /^(pass|set)_/.test(key));
    expect(passing.filter(([, value]) => value === true)).toEqual([["set_xauthrequest", true]]);
  });

  it("contains no credential", () => {
    const secrets = Object.keys(proxyConfig(proxySettings())).filter((key) => /secret|password|_key$/.test(key));
    expect(secrets).toEqual(["client_secret_file", "cookie_secret_file"]);
  });

  it("trusts the given CA only, or the system's CA certificates without one", () => {
    const own = proxyConfig(proxySettings({ caBundle: { secretName: "ca-bundle", key: "root.pem" } }));
    expect(own).toMatchObject({
      provider_ca_files: ["/etc/monitoring-sso/ca/ca.crt"],
      use_system_trust_store: false,
    });
    expect(proxyConfig(proxySettings())).not.toHaveProperty("provider_ca_files");
  });
});

describe("the session store in the proxy's configuration", () => {
  it("has one URL with short timeouts", () => {
    expect(proxyConfig(proxySettings({ session: redis({ username: "proxy" }) }))).toMatchObject({
      session_store_type: "redis",
      redis_connection_url:
        "rediss://valkey.monitoring.svc.cluster.local:6379?dial_timeout=500ms&read_timeout=2s&write_timeout=2s&max_retries=1",
      redis_username: "proxy",
    });
  });

  it("has the URLs of the sentinels and the name of the primary", () => {
    const session = redis({ sentinel: { masterName: "main", urls: ["rediss://a:26379", "rediss://b:26379"] } });
    const config = proxyConfig(proxySettings({ session }));
    expect(config).toMatchObject({
      redis_use_sentinel: true,
      redis_sentinel_master_name: "main",
      redis_sentinel_connection_urls: ["rediss://a:26379", "rediss://b:26379"],
    });
    expect(config).not.toHaveProperty("redis_connection_url");
  });

  it("has the URLs of a cluster's nodes", () => {
    const session = redis({ cluster: { urls: ["rediss://a:6379", "rediss://b:6379"] } });
    const config = proxyConfig(proxySettings({ session }));
    expect(config).toMatchObject({
      redis_use_cluster: true,
      redis_cluster_connection_urls: ["rediss://a:6379", "rediss://b:6379"],
    });
    expect(config).not.toHaveProperty("redis_connection_url");
  });

  it("is the browser's cookie, without any key of a store", () => {
    const config = proxyConfig(proxySettings({ session: cookies }));
    expect(config.session_store_type).toBe("cookie");
    expect(Object.keys(config).filter((key) => key.startsWith("redis_"))).toEqual([]);
  });
});

describe("the external authorization path", () => {
  it("serves a file and returns 401 instead of a sign-in page; every other path still returns 202", () => {
    expect(proxyConfig(proxySettings({ extAuthPath: "/check" }))).toMatchObject({
      upstreams: [
        "static://202",
        "file:///etc/monitoring-sso/pages/forbidden/#/oauth2/forbidden/",
        "file:///etc/monitoring-sso/pages/check/#/check/",
      ],
      api_routes: ["^/check/"],
    });
  });

  it("does not exist unless it is set", () => {
    expect(proxyConfig(proxySettings())).not.toHaveProperty("api_routes");
  });
});

describe("proxyConfigToml", () => {
  it("fails on a template action, which Helm would execute", () => {
    const session = redis({ standalone: { url: "rediss://{{ .Release.Name }}:6379" } });
    expect(() => proxyConfigToml(proxyConfig(proxySettings({ session })))).toThrow(
      'the proxy\'s configuration must not contain "{{": Helm would execute it as a template',
    );
  });
});

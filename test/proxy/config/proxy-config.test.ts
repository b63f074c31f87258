import { proxyConfig } from "../../../components/proxy/config/proxy-config";
import { proxyConfigToml } from "../../../components/proxy/config/toml";
import { proxySettings, redis } from "../settings";

describe("the proxy's configuration", () => {
  it("renders in a stable order", () => {
    const settings = proxySettings({
      caBundle: { secretName: "ca-bundle", key: "ca.crt" },
      session: redis({ ca: { secretName: "valkey-ca", key: "ca.crt" } }),
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
      skip_jwt_bearer_tokens = true
      bearer_token_login_fallback = false
      set_xauthrequest = true
      set_authorization_header = false
      set_basic_auth = false
      pass_access_token = false
      pass_authorization_header = false
      pass_basic_auth = false
      pass_user_headers = false
      request_logging = true
      exclude_logging_paths = [ "/oauth2/callback" ]
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

  it("checks the nonce, enforces PKCE and sends people back to one exact address", () => {
    expect(proxyConfig(proxySettings())).toMatchObject({
      code_challenge_method: "S256",
      insecure_oidc_skip_nonce: false,
      redirect_url: "https://monitoring.example.com/oauth2/callback",
      whitelist_domains: ["monitoring.example.com"],
    });
  });

  it("sends people back to the host they came by where there are several, and to none but those", () => {
    const otherHosts = ["prometheus.example.com", "alertmanager.example.com"];
    expect(proxyConfig(proxySettings({ otherHosts }))).toMatchObject({
      redirect_url: "/oauth2/callback",
      whitelist_domains: ["monitoring.example.com", ...otherHosts],
      // Else the address could be one of plain http.
      cookie_secure: true,
    });
  });

  it("knows the shared host by one name, however often it is said", () => {
    expect(proxyConfig(proxySettings({ otherHosts: ["monitoring.example.com"] }))).toEqual(
      proxyConfig(proxySettings()),
    );
  });

  it("believes forwarded headers of the edge only", () => {
    expect(proxyConfig(proxySettings({ trustedProxyIps: ["10.0.0.0/24"] }))).toMatchObject({
      reverse_proxy: true,
      trusted_proxy_ips: ["10.0.0.0/24"],
    });
  });

  it("answers an invalid bearer token without a login page", () => {
    expect(proxyConfig(proxySettings())).toMatchObject({
      skip_jwt_bearer_tokens: true,
      bearer_token_login_fallback: false,
    });
  });

  it("keeps the session cookie to this host", () => {
    const config = proxyConfig(proxySettings());
    expect(config).toMatchObject({
      cookie_name: "__Host-oauth2_proxy",
      cookie_path: "/",
      cookie_secure: true,
      cookie_httponly: true,
      cookie_samesite: "lax",
    });
    // With a domain browsers refuse a `__Host-` cookie.
    expect(config).not.toHaveProperty("cookie_domains");
  });

  it("has no way around the sign-in and no switch that turns a check off", () => {
    const config = proxyConfig(proxySettings());
    expect(Object.keys(config).filter((key) => /^(skip_auth|trusted_ips|api_routes|ping_user|gcp)/.test(key))).toEqual(
      [],
    );
    const skipping = Object.entries(config).filter(([key]) => /insecure|skip_verify/.test(key));
    expect(skipping).toEqual([["insecure_oidc_skip_nonce", false]]);
  });

  it("passes no token and no identity header of its own", () => {
    const passing = Object.entries(proxyConfig(proxySettings())).filter(([key]) => /^(pass|set)_/.test(key));
    expect(passing.filter(([, value]) => value === true)).toEqual([["set_xauthrequest", true]]);
  });

  it("holds no credential", () => {
    const secrets = Object.keys(proxyConfig(proxySettings())).filter((key) => /secret|password|_key$/.test(key));
    expect(secrets).toEqual(["client_secret_file", "cookie_secret_file"]);
  });

  it("trusts the given authority alone, or else the system's", () => {
    const own = proxyConfig(proxySettings({ caBundle: { secretName: "ca-bundle", key: "root.pem" } }));
    expect(own).toMatchObject({
      provider_ca_files: ["/etc/monitoring-sso/ca/ca.crt"],
      use_system_trust_store: false,
    });
    expect(proxyConfig(proxySettings())).not.toHaveProperty("provider_ca_files");
  });
});

describe("the session store of the configuration", () => {
  it("is reached by one URL that does not wait long", () => {
    expect(proxyConfig(proxySettings({ session: redis({ username: "proxy" }) }))).toMatchObject({
      session_store_type: "redis",
      redis_connection_url:
        "rediss://valkey.monitoring.svc.cluster.local:6379?dial_timeout=500ms&read_timeout=2s&write_timeout=2s&max_retries=1",
      redis_username: "proxy",
    });
  });

  it("is found through sentinels", () => {
    const session = redis({ topology: "sentinel", masterName: "main", urls: ["rediss://a:26379", "rediss://b:26379"] });
    const config = proxyConfig(proxySettings({ session }));
    expect(config).toMatchObject({
      redis_use_sentinel: true,
      redis_sentinel_master_name: "main",
      redis_sentinel_connection_urls: ["rediss://a:26379", "rediss://b:26379"],
    });
    expect(config).not.toHaveProperty("redis_connection_url");
  });

  it("is a cluster", () => {
    const session = redis({ topology: "cluster", urls: ["rediss://a:6379", "rediss://b:6379"] });
    expect(proxyConfig(proxySettings({ session }))).toMatchObject({
      redis_use_cluster: true,
      redis_cluster_connection_urls: ["rediss://a:6379", "rediss://b:6379"],
    });
  });

  it("is the browser's cookie", () => {
    const config = proxyConfig(proxySettings({ session: { type: "cookie" } }));
    expect(config.session_store_type).toBe("cookie");
    expect(Object.keys(config).filter((key) => key.startsWith("redis_"))).toEqual([]);
  });
});

describe("the place where an edge gets 200 for a yes", () => {
  it("answers what stands in a file there, and programs alone; everywhere else 202 stays the yes", () => {
    expect(proxyConfig(proxySettings({ extAuthPath: "/check" }))).toMatchObject({
      upstreams: [
        "static://202",
        "file:///etc/monitoring-sso/pages/forbidden/#/oauth2/forbidden/",
        "file:///etc/monitoring-sso/pages/check/#/check/",
      ],
      api_routes: ["^/check/"],
    });
  });

  it("is nowhere unless asked for", () => {
    expect(proxyConfig(proxySettings())).not.toHaveProperty("api_routes");
  });
});

describe("proxyConfigToml", () => {
  it("fails on a template, which Helm would execute", () => {
    const session = redis({ urls: ["rediss://{{ .Release.Name }}:6379"] });
    expect(() => proxyConfigToml(proxyConfig(proxySettings({ session })))).toThrow(
      'the proxy\'s configuration must not contain "{{": Helm would execute it as a template',
    );
  });
});

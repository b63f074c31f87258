import { MonitoringSso, type MonitoringSsoArgs } from "../../components";
import { runStack, type StackRun } from "../support/mocks";
import { stackArgs as args } from "./stack-args";

const deploy = (overrides: Partial<MonitoringSsoArgs>): Promise<StackRun> =>
  runStack(() => new MonitoringSso("sso", args(overrides)));

describe("MonitoringSso with hosts of their own", () => {
  const hosts = { prometheus: "prometheus.example.com", grafana: "grafana.example.com" };
  const karma = {
    name: "karma",
    host: "karma.example.com",
    service: { name: "karma", port: 8080 },
    rules: [{ role: "karma-user" }],
  };
  const overrides: Partial<MonitoringSsoArgs> = {
    monitoring: { hosts },
    access: { applications: [karma] },
    tls: { selfSigned: {} },
  };
  const signInHosts = ["monitoring.example.com", "prometheus.example.com", "karma.example.com"];

  it("returns the URL of each application, at the root of its own host or under its path of the shared one", async () => {
    const urls: Record<string, string>[] = [];
    await runStack(() => urls.push(new MonitoringSso("sso", args(overrides)).urls));
    expect(urls).toEqual([
      {
        prometheus: "https://prometheus.example.com",
        alertmanager: "https://monitoring.example.com/alertmanager",
        karma: "https://karma.example.com",
        grafana: "https://grafana.example.com",
      },
    ]);
  });

  it("lets Keycloak redirect to every sign-in host exactly, and to no other host", async () => {
    const { inputs } = (await deploy(overrides)).resource("sso-proxy-client-client");
    expect(inputs.validRedirectUris).toEqual(signInHosts.map((host) => `https://${host}/oauth2/callback`));
    expect(inputs.validPostLogoutRedirectUris).toEqual(signInHosts.map((host) => `https://${host}/`));
  });

  it("lets the proxy redirect to those hosts, and to no other host", async () => {
    const { values } = (await deploy(overrides)).resource("sso-proxy-release").inputs as {
      values: { config: { configFile: string } };
    };
    expect(values.config.configFile).toContain(
      `whitelist_domains = [ ${signInHosts.map((host) => `"${host}"`).join(", ")} ]`,
    );
    expect(values.config.configFile).toContain('redirect_url = "/oauth2/callback"');
  });

  it("gives Grafana's client the URLs at the root of its host", async () => {
    const { inputs } = (await deploy(overrides)).resource("sso-grafana-client-client");
    expect(inputs.validRedirectUris).toEqual(["https://grafana.example.com/login/generic_oauth"]);
  });

  it("requests one certificate that covers every host, including Grafana's", async () => {
    const run = await deploy(overrides);
    expect(run.resource("sso-certificate-request").inputs.dnsNames).toEqual([...signInHosts, "grafana.example.com"]);
  });

  it("serves an existing monitoring stack on its own hosts", async () => {
    const existing = { prometheusService: "prometheus", alertmanagerService: "alertmanager" };
    const run = await deploy({ monitoring: { existing, hosts: { prometheus: "prometheus.example.com" } } });
    expect(JSON.stringify(run.resource("sso-edge-sso-app-prometheus").inputs)).toContain(
      "Host(`prometheus.example.com`) && PathPrefix(`/`)",
    );
  });
});

import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { OAuth2ProxyArgs } from "../../components/proxy/args";
import { OAuth2Proxy } from "../../components/proxy/oauth2-proxy";
import { clearTextOf, runStack } from "../support/mocks";
import { proxyArgs, reverseProxyArgs } from "./settings";

const clientSecret = "client-secret-value";

function args(overrides: Partial<OAuth2ProxyArgs> = {}): OAuth2ProxyArgs {
  return proxyArgs({ clientSecret, ...overrides });
}

describe("OAuth2Proxy", () => {
  it("installs the pinned chart under a fixed name", async () => {
    const stack = await runStack(() => new OAuth2Proxy("proxy", args()));

    const release = stack.resource("proxy-release");
    expect(release.inputs).toMatchObject({ name: "oauth2-proxy", namespace: "monitoring", chart: "oauth2-proxy" });
    expect(release.inputs.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(release.parent).toBe("proxy");
    expect(release.options).toMatchObject({ deleteBeforeReplace: true });
  });

  it("keeps the credentials in one Secret, encrypted in the state", async () => {
    const stack = await runStack(() => new OAuth2Proxy("proxy", args()));

    const credentials = stack.resource("proxy-credentials");
    expect(credentials.inputs.metadata).toMatchObject({ name: "oauth2-proxy-credentials", namespace: "monitoring" });
    expect(JSON.stringify(credentials.inputs)).toContain(clientSecret);
    expect(JSON.stringify(credentials.inputs)).toContain("-_-_-_");
    const clearText = stack.resources.flatMap(({ inputs }) => clearTextOf(inputs));
    expect(clearText.filter((text) => text.includes(clientSecret) || text.includes("-_-_-_"))).toEqual([]);
  });

  it("mounts the pages that it creates", async () => {
    const stack = await runStack(() => new OAuth2Proxy("proxy", args({ roles: ["monitoring"] })));

    const { metadata } = stack.resource("proxy-pages").inputs as { metadata: { name: string } };
    expect(JSON.stringify(stack.resource("proxy-release").inputs)).toContain(metadata.name);
  });

  it("installs a structured configuration for its applications in reverse-proxy mode", async () => {
    const stack = await runStack(() => new OAuth2Proxy("proxy", reverseProxyArgs()));
    const upstreams = expect.arrayContaining([
      expect.objectContaining({ path: "/prometheus/", uri: "http://prometheus:9090" }),
      expect.objectContaining({ path: "/alertmanager/", uri: "http://alertmanager:9093" }),
    ]) as unknown[];
    expect(stack.resource("proxy-release").inputs.values).toMatchObject({
      alphaConfig: { enabled: true, configData: { upstreamConfig: { upstreams } } },
    });
  });

  it("labels its alerts for the Prometheus that selects them", async () => {
    const stack = await runStack(() => new OAuth2Proxy("proxy", args({ serviceMonitorLabels: { team: "sre" } })));
    expect(stack.resource("proxy-alerts").inputs).toMatchObject({
      kind: "PrometheusRule",
      metadata: { labels: { team: "sre" } },
    });
  });

  it("returns the Service that the edge calls", async () => {
    let proxy: OAuth2Proxy | undefined;
    await runStack(() => {
      proxy = new OAuth2Proxy("proxy", args());
    });
    expect(proxy?.service).toEqual({ serviceName: "oauth2-proxy", port: 80 });
  });

  it("shows its values in a preview, before the credentials exist", async () => {
    const stack = await runStack(() => new OAuth2Proxy("proxy", args()), { preview: true });
    const { values } = stack.resource("proxy-release").inputs as { values: { config: { configFile: string } } };
    expect(values.config.configFile).toContain('client_id = "oauth2-proxy"');
  });

  it("waits for the comparison with the realm, if the realm's lifespans are given", async () => {
    // The end-to-end tests show that a failed comparison ends the update: it would end the mocked engine too.
    const realmSessions = { idle: pulumi.output("30m0s"), max: pulumi.output("10h0m0s") };
    const compared = await runStack(() => new OAuth2Proxy("proxy", args({ realmSessions })));
    expect(pulumi.Output.isInstance(compared.resource("proxy-release").options.dependsOn)).toBe(true);
    const alone = await runStack(() => new OAuth2Proxy("proxy", args()));
    expect(pulumi.Output.isInstance(alone.resource("proxy-release").options.dependsOn)).toBe(false);
  });

  it("shows its values in a preview while the realm's lifespans are unknown", async () => {
    const stack = await runStack(
      () => {
        const { id } = new random.RandomPassword("unknown", { length: 8 });
        return new OAuth2Proxy("proxy", args({ realmSessions: { idle: id, max: id } }));
      },
      { preview: true },
    );
    expect(stack.resource("proxy-release").inputs.values).toMatchObject({ replicaCount: 2 });
  });

  it("restarts its pods when the CA bundle changes, and keeps the other annotations", async () => {
    const annotations = async (overrides: Partial<OAuth2ProxyArgs>) => {
      const stack = await runStack(() => new OAuth2Proxy("proxy", args(overrides)));
      const { values } = stack.resource("proxy-release").inputs as { values: { podAnnotations: object } };
      return values.podAnnotations;
    };
    const withoutBundle = await annotations({});
    expect(withoutBundle).not.toHaveProperty(["monitoring-sso/ca-bundle-revision"]);
    expect(await annotations({ caBundleRevision: pulumi.output("a1") })).toEqual({
      ...withoutBundle,
      "monitoring-sso/ca-bundle-revision": "a1",
    });
  });

  it("fails before it creates anything", async () => {
    let failure: unknown;
    const stack = await runStack(() => {
      try {
        new OAuth2Proxy("proxy", args({ trustedProxyIps: [] }));
      } catch (error) {
        failure = error;
      }
    });
    expect(failure).toBeInstanceOf(pulumi.ResourceError);
    expect(String(failure)).toContain("\n  trustedProxyIps = []\n");
    expect(stack.resources.filter(({ parent }) => parent === "proxy")).toEqual([]);
  });
});

import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { OAuth2Proxy, type OAuth2ProxyArgs } from "../../components/proxy/oauth2-proxy";
import { clearTextOf, runStack } from "../support/mocks";
import { proxyArgs } from "./settings";

const clientSecret = "client-secret-value";

function args(overrides: Partial<OAuth2ProxyArgs> = {}): OAuth2ProxyArgs {
  return { ...proxyArgs(), namespace: "monitoring", clientSecret, ...overrides };
}

describe("OAuth2Proxy", () => {
  it("installs the pinned chart under its fixed name", async () => {
    const stack = await runStack(() => new OAuth2Proxy("proxy", args()));

    const release = stack.resource("proxy-release");
    expect(release.inputs).toMatchObject({ name: "oauth2-proxy", namespace: "monitoring", chart: "oauth2-proxy" });
    expect(release.inputs.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(release.parent).toBe("proxy");
    expect(release.options).toMatchObject({ deleteBeforeReplace: true });
  });

  it("keeps the credentials in one Secret, as secrets", async () => {
    const stack = await runStack(() => new OAuth2Proxy("proxy", args()));

    const credentials = stack.resource("proxy-credentials");
    expect(credentials.inputs.metadata).toMatchObject({ name: "oauth2-proxy-credentials", namespace: "monitoring" });
    expect(JSON.stringify(credentials.inputs)).toContain(clientSecret);
    expect(JSON.stringify(credentials.inputs)).toContain("-_-_-_");
    const clearText = stack.resources.flatMap(({ inputs }) => clearTextOf(inputs));
    expect(clearText.filter((text) => text.includes(clientSecret) || text.includes("-_-_-_"))).toEqual([]);
  });

  it("mounts the pages that it makes", async () => {
    const stack = await runStack(() => new OAuth2Proxy("proxy", args({ roles: ["monitoring"] })));

    const { metadata } = stack.resource("proxy-pages").inputs as { metadata: { name: string } };
    expect(JSON.stringify(stack.resource("proxy-release").inputs)).toContain(metadata.name);
  });

  it("alerts where the Prometheus of its labels looks", async () => {
    const stack = await runStack(() => new OAuth2Proxy("proxy", args({ serviceMonitorLabels: { team: "sre" } })));
    expect(stack.resource("proxy-alerts").inputs).toMatchObject({
      kind: "PrometheusRule",
      metadata: { labels: { team: "sre" } },
    });
  });

  it("tells the edge where it is", async () => {
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

  it("waits for the comparison with the realm, where there is one", async () => {
    // That a failed one ends the update shows in the end-to-end tests: the pretended engine would end with it.
    const realmSessions = { idle: pulumi.output("30m0s"), max: pulumi.output("10h0m0s") };
    const compared = await runStack(() => new OAuth2Proxy("proxy", args({ realmSessions })));
    expect(pulumi.Output.isInstance(compared.resource("proxy-release").options.dependsOn)).toBe(true);
    const alone = await runStack(() => new OAuth2Proxy("proxy", args()));
    expect(pulumi.Output.isInstance(alone.resource("proxy-release").options.dependsOn)).toBe(false);
  });

  it("shows plain values in a preview while the realm's limits are unknown", async () => {
    const stack = await runStack(
      () => {
        const { id } = new random.RandomPassword("unknown", { length: 8 });
        return new OAuth2Proxy("proxy", args({ realmSessions: { idle: id, max: id } }));
      },
      { preview: true },
    );
    expect(stack.resource("proxy-release").inputs.values).toMatchObject({ replicaCount: 2 });
  });

  it("restarts its pods for another CA bundle, and keeps its other annotations", async () => {
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
    expect(String(failure)).toContain("proxy.trustedProxyIps");
    expect(stack.resources.filter(({ parent }) => parent === "proxy")).toEqual([]);
  });
});

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { V1Service } from "@kubernetes/client-node";
import { projectFolder } from "../commands/up-context.js";
import { namespace } from "./pods/kubernetes.js";
import { useSandbox } from "./stacks/use-sandbox.js";

interface ChartFacts {
  readonly services: Readonly<
    Record<string, { readonly ports: Record<string, number>; readonly selector: Record<string, string> }>
  >;
  readonly definitions: readonly string[];
}

const charts = ["kube-prometheus-stack", "oauth2-proxy", "prometheus-operator-crds", "valkey"];

/** No package registry has Grafana's server, so the sandbox's chart omits it. */
const withoutServer = ["kube-prometheus-stack-grafana"];

/** The sandbox's own charts as installed, compared with the facts about the upstream charts that the product relies on. */
describe("the sandbox's charts", () => {
  const sandbox = useSandbox();

  for (const chart of charts) {
    it(`name Services, ports and selectors as the upstream ${chart} does`, async () => {
      const { services } = await factsOf(chart);
      for (const [name, { ports, selector }] of Object.entries(services)) {
        if (withoutServer.includes(name)) {
          continue;
        }
        const { spec }: V1Service = await sandbox.cluster.core.readNamespacedService({ name, namespace });
        const actual = Object.fromEntries(
          (spec?.ports ?? []).map(({ name: port = "", port: number }) => [port, number]),
        );
        assert.deepEqual({ ports: actual, selector: spec?.selector }, { ports, selector }, name);
      }
    });
  }

  it("contain the custom resource definitions of the upstream charts", async () => {
    const { definitions } = await factsOf("prometheus-operator-crds");
    const { items } = await sandbox.cluster.objects.list("apiextensions.k8s.io/v1", "CustomResourceDefinition");
    const installed = items.map(({ metadata }) => metadata?.name ?? "");
    assert.deepEqual(
      installed.filter((name) => name.endsWith(".monitoring.coreos.com")).sort(),
      [...definitions].sort(),
    );
  });
});

async function factsOf(chart: string): Promise<ChartFacts> {
  const text = await readFile(join(projectFolder, "test/contracts/facts", `${chart}.json`), "utf8");
  return JSON.parse(text) as ChartFacts;
}

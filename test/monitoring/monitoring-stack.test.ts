import * as pulumi from "@pulumi/pulumi";
import { MonitoringStack } from "../../components/monitoring/monitoring-stack";
import type { MonitoringStackArgs } from "../../components/monitoring/settings";
import { clearTextOf, runStack, type StackRun } from "../support/mocks";
import { grafana, monitoringArgs } from "./settings";

function run(overrides: Partial<MonitoringStackArgs> = {}, options: { preview?: boolean } = {}): Promise<StackRun> {
  return runStack(() => new MonitoringStack("stack", monitoringArgs(overrides)), options);
}

function dependenciesOf(stack: StackRun, name: string): string[] {
  const dependsOn = stack.resource(name).options.dependsOn as pulumi.Resource[];
  return dependsOn.map((resource) => (resource as unknown as { __name: string }).__name);
}

describe("MonitoringStack", () => {
  it("installs the definitions before the stack, both pinned and under fixed names", async () => {
    const stack = await run();

    expect(stack.resource("stack-prometheus-operator-crds").inputs).toMatchObject({ name: "prometheus-operator-crds" });
    const release = stack.resource("stack-kube-prometheus-stack");
    expect(release.inputs).toMatchObject({ name: "kube-prometheus-stack", namespace: "monitoring" });
    expect(release.inputs.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(release.parent).toBe("stack");
    expect(dependenciesOf(stack, "stack-kube-prometheus-stack")).toContain("stack-prometheus-operator-crds");
  });

  it("owns the kubelets' Service, which the operator would leave behind", async () => {
    const stack = await run();

    expect(stack.resource("stack-kubelet").inputs.metadata).toMatchObject({
      name: "kube-prometheus-stack-kubelet",
      namespace: "kube-system",
    });
    expect(dependenciesOf(stack, "stack-kube-prometheus-stack")).toContain("stack-kubelet");
  });

  it("keeps Grafana's credentials in one Secret, encrypted in the state", async () => {
    const stack = await run({ grafana: grafana(), grafanaClientSecret: "grafana-client-secret" });

    const { inputs } = stack.resource("stack-grafana-credentials");
    expect(inputs.metadata).toMatchObject({ name: "grafana-credentials", namespace: "monitoring" });
    expect(JSON.stringify(inputs)).toContain("generated-stack-grafana-admin-password");
    expect(JSON.stringify(inputs)).toContain("grafana-client-secret");
    const clearText = stack.resources.flatMap((resource) => clearTextOf(resource.inputs));
    expect(clearText.filter((text) => /^generated-|grafana-client-secret/.test(text))).toEqual([]);
  });

  it("creates no Secret for Grafana without Grafana", async () => {
    const stack = await run();
    expect(stack.resources.map(({ name }) => name)).not.toContain("stack-grafana-credentials");
  });

  it("shows its values in a preview, before the credentials exist", async () => {
    const stack = await run({ grafana: grafana(), grafanaClientSecret: "x" }, { preview: true });
    expect(stack.resource("stack-kube-prometheus-stack").inputs.values).toMatchObject({ grafana: { enabled: true } });
  });

  it("warns of each unchecked value, and passes it to the chart", async () => {
    const warn = jest.spyOn(pulumi.log, "warn").mockImplementation(() => Promise.resolve());
    const stack = await run({ uncheckedValues: { prometheus: { thanosService: { enabled: true } } } });
    expect(warn.mock.calls.map(([text]) => text)).toEqual([
      expect.stringContaining("prometheus.thanosService.enabled is in uncheckedValues"),
    ]);
    warn.mockRestore();
    expect(stack.resource("stack-kube-prometheus-stack").inputs.values).toMatchObject({
      prometheus: { thanosService: { enabled: true } },
    });
  });

  it("returns its Services for the edge and the network policies", async () => {
    let component: MonitoringStack | undefined;
    await runStack(() => {
      component = new MonitoringStack("stack", monitoringArgs());
    });
    expect(component).toMatchObject({
      prometheus: { name: "kube-prometheus-stack-prometheus", port: 9090 },
      alertmanager: { name: "kube-prometheus-stack-alertmanager", port: 9093 },
    });
    expect(component?.grafana).toBeUndefined();
  });

  it("returns Grafana's Service with Grafana", async () => {
    let component: MonitoringStack | undefined;
    await runStack(() => {
      component = new MonitoringStack("stack", monitoringArgs({ grafana: grafana(), grafanaClientSecret: "x" }));
    });
    expect(component?.grafana).toEqual({ name: "kube-prometheus-stack-grafana", port: 80 });
  });

  it.each<[string, Partial<MonitoringStackArgs>]>([
    ["grafanaClientSecret", { grafana: grafana() }],
    ["values.crds.enabled", { values: { crds: { enabled: true } } }],
  ])("fails on %s before it creates anything", async (path, overrides) => {
    let failure: unknown;
    const stack = await runStack(() => {
      try {
        new MonitoringStack("stack", monitoringArgs(overrides));
      } catch (error) {
        failure = error;
      }
    });
    expect(failure).toBeInstanceOf(pulumi.ResourceError);
    expect(String(failure)).toContain(`\n  ${path}`);
    expect(stack.resources.filter(({ parent }) => parent === "stack")).toEqual([]);
  });
});

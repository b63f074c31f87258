import { stringify } from "yaml";
import { effectsBetween } from "../../../scripts/chart-effects/effects";

const release = "stack";

function rendered(...objects: readonly object[]): string {
  return objects.map((object) => `---\n# Source: chart\n${stringify(object)}`).join("");
}

function object(kind: string, name: string, rest: object = {}): object {
  return { apiVersion: "v1", kind, metadata: { name }, ...rest };
}

function pod(container: object): object {
  return object("Deployment", "stack-grafana", { spec: { containers: [{ name: "grafana", ...container }] } });
}

const ini = (text: string): object => object("ConfigMap", "stack-grafana", { data: { "grafana.ini": text } });
const listed = (...items: readonly object[]): object => ({ apiVersion: "v1", kind: "List", items });

describe("effectsBetween", () => {
  it("has no effect for the same objects in another order", () => {
    const [left, right] = [object("Service", "a"), object("Secret", "b")];
    expect(effectsBetween(rendered(left, right), rendered(right, left), release)).toEqual([]);
  });

  it.each<[string, string, string, string[]]>([
    ["an object", "", rendered(object("Ingress", "stack-x")), ["+ Ingress/x"]],
    ["an object that is gone", rendered(object("Service", "stack")), "", ["- Service/stack"]],
    [
      "another name",
      rendered(object("Service", "stack-a")),
      rendered(object("Service", "b")),
      ["- Service/a", "+ Service/b"].sort(),
    ],
    [
      "the items of a list",
      "",
      rendered(listed(object("Ingress", "a"), object("Service", "b"))),
      ["+ Ingress/a", "+ Service/b"],
    ],
    [
      "a field",
      rendered(object("Service", "stack-a", { spec: { type: "ClusterIP" } })),
      rendered(object("Service", "stack-a", { spec: { type: "NodePort" } })),
      ["Service/a spec.type"],
    ],
    [
      "a field below a container",
      rendered(pod({})),
      rendered(pod({ args: ["--a=1"] })),
      ["Deployment/grafana spec.containers.[grafana].args"],
    ],
    [
      "one flag of two",
      rendered(pod({ args: ["--a=1", "--b=1"] })),
      rendered(pod({ args: ["--a=1", "--b=2"] })),
      ["Deployment/grafana spec.containers.[grafana].args.[--b]"],
    ],
    [
      "one element of two without a name",
      rendered(pod({ command: ["x", "y"] })),
      rendered(pod({ command: ["x", "z"] })),
      ["Deployment/grafana spec.containers.[grafana].command.[]"],
    ],
    [
      "a setting of grafana.ini",
      rendered(ini("[auth]\na = 1\n[users]\nb = 1\n")),
      rendered(ini("[auth]\na = 1\n[users]\nb = 2\n")),
      ["ConfigMap/grafana data.grafana.ini.[users].b"],
    ],
    [
      "a rule",
      rendered(object("PrometheusRule", "stack-a")),
      rendered(object("PrometheusRule", "stack-a", { spec: {} })),
      ["PrometheusRule/* spec"],
    ],
    [
      "the last of two equal keys",
      rendered(ini("[a]\nb = 1")),
      'kind: ConfigMap\nmetadata: { name: stack-grafana }\napiVersion: v1\ndata:\n  grafana.ini: "[a]\\nb = 1"\n  grafana.ini: "[a]\\nb = 2"\n',
      ["ConfigMap/grafana data.grafana.ini.[a].b"],
    ],
  ])("names %s", (_case, before, after, effects) => {
    expect(effectsBetween(before, after, release)).toEqual(effects);
  });

  it("ignores a checksum of other objects, and nothing else beside it", () => {
    const annotated = (annotations: object): string =>
      rendered(object("Deployment", "x", { spec: { metadata: { annotations } } }));
    const before = annotated({ "checksum/config": "1", team: "a" });
    expect(effectsBetween(before, annotated({ "checksum/config": "2", team: "a" }), release)).toEqual([]);
    expect(effectsBetween(before, annotated({ "checksum/config": "2", team: "b" }), release)).toEqual([
      "Deployment/x spec.metadata.annotations.team",
    ]);
  });
});

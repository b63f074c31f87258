import type { EdgeObject, EdgeSettings } from "../../components/edge/contract";
import type { Checked } from "../../components/validation/problem";

export function settings(overrides: Partial<EdgeSettings> = {}): EdgeSettings {
  return {
    namespace: "monitoring",
    host: "monitoring.example.com",
    proxy: { serviceName: "oauth2-proxy", port: 80 },
    mode: "middleware",
    passthroughApplications: [],
    clientId: "oauth2-proxy",
    certificate: { secretName: "monitoring-tls" },
    ...overrides,
  };
}

export const grafana = {
  name: "grafana",
  service: { name: "grafana", port: 80 },
  host: "monitoring.example.com",
  basePath: "/grafana",
};

/** The objects of a compilation that must succeed. */
export function objectsOf(compiled: Checked<readonly EdgeObject[]>): readonly EdgeObject[] {
  if (!compiled.ok) {
    throw new Error(`problems: ${JSON.stringify(compiled.problems)}`);
  }
  return compiled.value;
}

export function named(objects: readonly EdgeObject[], kind: string, name: string): EdgeObject {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) {
    throw new Error(`no ${kind} ${name} among ${objects.map(({ metadata }) => metadata.name).join(", ")}`);
  }
  return found;
}

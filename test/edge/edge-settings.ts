import type { EdgeObject, EdgeSettings } from "../../components/edge/contract";
import type { Checked, Problem } from "../../components/validation/problem";

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

/** The problems of a compilation; none if it succeeds. */
export function problemsOf(compiled: Checked<readonly EdgeObject[]>): readonly Problem[] {
  return compiled.ok ? [] : compiled.problems;
}

export type ObjectOfKind<Kind extends EdgeObject["kind"]> = Extract<EdgeObject, { kind: Kind }>;

export function ofKind<Kind extends EdgeObject["kind"]>(
  objects: readonly EdgeObject[],
  kind: Kind,
): ObjectOfKind<Kind>[] {
  return objects.filter((object): object is ObjectOfKind<Kind> => object.kind === kind);
}

export function named<Kind extends EdgeObject["kind"]>(
  objects: readonly EdgeObject[],
  kind: Kind,
  name: string,
): ObjectOfKind<Kind> {
  const found = ofKind(objects, kind).find(({ metadata }) => metadata.name === name);
  if (found === undefined) {
    throw new Error(`no ${kind} ${name} among ${objects.map(({ metadata }) => metadata.name).join(", ")}`);
  }
  return found;
}

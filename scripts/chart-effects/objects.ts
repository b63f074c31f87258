import { parseAllDocuments } from "yaml";

/** A rendered object. */
export type RenderedObject = Readonly<Record<string, unknown>>;

/** The text of every document of `helm template`, so that equal ones need no parsing. */
export function documentsOf(rendered: string): string[] {
  return rendered
    .split(/^---.*$/m)
    .map((text) => text.trim())
    .filter((text) => text !== "");
}

/** Objects by kind and role: the name without the release's prefix. Objects of one role are collected. */
export function objectsByRole(documents: readonly string[], release: string): Map<string, RenderedObject[]> {
  const objects = new Map<string, RenderedObject[]>();
  for (const document of documents) {
    for (const parsed of parseAllDocuments(document, { logLevel: "silent", uniqueKeys: false })) {
      for (const object of itemsOf(parsed.toJS())) {
        const role = roleOf(object, release);
        objects.set(role, [...(objects.get(role) ?? []), object]);
      }
    }
  }
  return objects;
}

function itemsOf(object: unknown): RenderedObject[] {
  if (!isMap(object)) {
    return [];
  }
  return Array.isArray(object.items) && textOf(object.kind).endsWith("List") ? object.items.flatMap(itemsOf) : [object];
}

/** Kinds of which every object is alike, whatever its name. */
const collected = ["PrometheusRule", "ServiceMonitor", "PodMonitor"];

function roleOf(object: RenderedObject, release: string): string {
  const kind = textOf(object.kind);
  const metadata = isMap(object.metadata) ? object.metadata : {};
  const data = isMap(object.data) ? Object.keys(object.data) : [];
  if (collected.includes(kind)) {
    return `${kind}/*`;
  }
  if (kind === "ConfigMap" && data.length > 0 && data.every((key) => key.endsWith(".json"))) {
    return "ConfigMap/dashboards";
  }
  const name = textOf(metadata.name);
  return `${kind}/${name === release ? name : name.replace(`${release}-`, "")}`;
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

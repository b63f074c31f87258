import { documentsOf, isMap, objectsByRole, type RenderedObject, textOf } from "./objects";

/**
 * What differs between two renders of a chart: `+ Kind/role` and `- Kind/role` for objects, `Kind/role field.path` for
 * fields. An element of a list is named by its `name` or flag, because its position means nothing.
 */
export function effectsBetween(before: string, after: string, release: string): string[] {
  const [left, right] = [documentsOf(before), documentsOf(after)];
  const old = objectsByRole(without(left, right), release);
  const young = objectsByRole(without(right, left), release);
  const effects = [...new Set([...old.keys(), ...young.keys()])].flatMap((role) =>
    objectEffects(role, old.get(role) ?? [], young.get(role) ?? []),
  );
  return [...new Set(effects)].sort();
}

function without(documents: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return documents.filter((document) => !known.has(document));
}

function objectEffects(role: string, old: readonly RenderedObject[], young: readonly RenderedObject[]): string[] {
  const pairs = young.map((object) => [old.find((each) => nameOf(each) === nameOf(object)), object] as const);
  const isGone = old.some((object) => !young.some((each) => nameOf(each) === nameOf(object)));
  return [
    ...(isGone ? [`- ${role}`] : []),
    ...pairs.flatMap(([before, object]) =>
      before === undefined
        ? [`+ ${role}`]
        : differences(before, object, []).map((field) => `${role} ${field.join(".")}`),
    ),
  ];
}

function nameOf({ kind, metadata }: RenderedObject): string {
  return `${textOf(kind)} ${isMap(metadata) ? `${textOf(metadata.namespace)}/${textOf(metadata.name)}` : ""}`;
}

type Field = readonly string[];

function differences(before: unknown, after: unknown, field: Field): Field[] {
  if (JSON.stringify(before) === JSON.stringify(after) || isIgnored(field)) {
    return [];
  }
  const parts = [partsOf(before, field), partsOf(after, field)] as const;
  const [left, right] = parts;
  if (left === undefined || right === undefined) {
    return [field];
  }
  const keys = [...new Set([...left.keys(), ...right.keys()])];
  const changed = keys.flatMap((key) =>
    differences(left.get(key), right.get(key), [...field, key.replace(/#\d+$/, "")]),
  );
  // Without a changed part, only the order of a list changed.
  return changed.length > 0 || isMap(before) ? changed : [field];
}

/** Annotations that repeat the content of other objects. */
function isIgnored(field: Field): boolean {
  return field.at(-2) === "annotations" && (field.at(-1) ?? "").startsWith("checksum/");
}

/** The named parts of a value, or `undefined` if it is to be compared as a whole. */
function partsOf(value: unknown, field: Field): Map<string, unknown> | undefined {
  if (isMap(value)) {
    return new Map(Object.entries(value));
  }
  if (Array.isArray(value)) {
    return collect((value as readonly unknown[]).map((item) => [elementName(item), item]));
  }
  return typeof value === "string" && field.at(-1) === "grafana.ini" ? iniParts(value) : undefined;
}

function collect(entries: readonly (readonly [string, unknown])[]): Map<string, unknown> {
  const parts = new Map<string, unknown>();
  for (const [name, value] of entries) {
    // A number distinguishes elements of one name, which the field leaves out.
    parts.set(parts.has(name) ? `${name}#${parts.size}` : name, value);
  }
  return parts;
}

function elementName(item: unknown): string {
  if (isMap(item) && typeof item.name === "string") {
    return `[${item.name}]`;
  }
  return typeof item === "string" && item.startsWith("-") ? `[${item.split("=")[0] ?? ""}]` : "[]";
}

function iniParts(text: string): Map<string, unknown> {
  const entries: (readonly [string, unknown])[] = [];
  let section = "";
  for (const line of text.split("\n").map((each) => each.trim())) {
    const title = /^\[(.*)\]$/.exec(line)?.[1];
    section = title ?? section;
    if (title === undefined && line !== "") {
      entries.push([`[${section}].${line.split("=")[0]?.trim() ?? ""}`, line]);
    }
  }
  return collect(entries);
}

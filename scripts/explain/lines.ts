import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from "yaml";
import { StackFileError } from "./usage-error";

/** A YAML file, and where its keys are. */
export interface LocatedYaml {
  readonly value: unknown;
  /** Line of a key, from 1; undefined where the file does not have it. */
  readonly lineOf: (path: readonly (string | number)[]) => number | undefined;
}

export function readYaml(text: string, name: string): LocatedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) {
    throw new StackFileError(`${name}: ${error.message}`);
  }
  return {
    value: document.toJS() as unknown,
    lineOf: (path) => {
      const offset = offsetOf(document, path);
      return offset === undefined ? undefined : lines.linePos(offset).line;
    },
  };
}

/** Offset of the key, or of the entry of a list, at the end of the path. */
function offsetOf(document: Document, path: readonly (string | number)[]): number | undefined {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const part of path) {
    const container = isAlias(node) ? node.resolve(document) : node;
    const entry = entryOf(container, part);
    node = entry?.value;
    offset = (entry?.key ?? undefined)?.range?.[0];
  }
  return offset;
}

/** What carries the position of an entry, and what is in it. */
function entryOf(node: unknown, part: string | number): { key: Node | undefined; value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === part) as Pair<Node> | undefined;
    return pair === undefined ? undefined : { key: pair.key, value: pair.value };
  }
  const item = isSeq(node) && typeof part === "number" ? (node.items[part] as Node | undefined) : undefined;
  return item === undefined ? undefined : { key: item, value: item };
}

import { contentKey } from "../build/content-key.js";

/** A resource in the state of the engine's file backend, as far as it is read here. */
interface StateResource {
  readonly type: string;
  readonly id?: string;
  /** Read by the program, which does not own it. */
  readonly external?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: { readonly status?: { readonly revision?: number } };
}

interface State {
  readonly checkpoint: { readonly latest?: { readonly resources?: readonly StateResource[] } };
}

/** Names an object of the cluster; `kubectl get -f -` accepts it. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** An object as the API server returns it. */
export interface LiveObject extends ObjectReference {
  readonly metadata: ObjectReference["metadata"] & Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** The objects that a stack owns. A Helm release is the Secret in which Helm stores its current revision. */
export function objectsOf(state: string): ObjectReference[] {
  const { checkpoint } = JSON.parse(state) as State;
  return (checkpoint.latest?.resources ?? [])
    .filter(({ type, external }) => type.startsWith("kubernetes:") && external !== true)
    .map(referenceTo);
}

function referenceTo({ type, id = "", inputs, outputs }: StateResource): ObjectReference {
  const [name = "", namespace] = id.split("/").reverse();
  const inNamespace = namespace === undefined ? {} : { namespace };
  if (type === "kubernetes:helm.sh/v3:Release") {
    const revision = outputs?.status?.revision ?? 0;
    return {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: `sh.helm.release.v1.${name}.v${revision}`, ...inNamespace },
    };
  }
  return {
    apiVersion: String(inputs?.["apiVersion"]),
    kind: String(inputs?.["kind"]),
    metadata: { name, ...inNamespace },
  };
}

/** Changes when an object is replaced or edited, but not with its status. */
export function fingerprintOf(objects: readonly LiveObject[]): string {
  return contentKey(objects.map((object) => JSON.stringify(withoutStatus(object))).toSorted());
}

function withoutStatus({ metadata, ...object }: LiveObject): unknown {
  return { ...without(object, ["status"]), metadata: without(metadata, ["managedFields", "resourceVersion"]) };
}

function without(object: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

import { objectLabels } from "../kubernetes/labels";

/** A Kubernetes object to create, without its status. */
export interface KubernetesObject<ApiVersion extends string, Kind extends string, Spec> {
  readonly apiVersion: ApiVersion;
  readonly kind: Kind;
  readonly metadata: ObjectMetadata;
  readonly spec: Spec;
}

export interface ObjectMetadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Exactly one of the fields. */
export type OneOf<Fields> = {
  readonly [Name in keyof Fields]: { readonly [Given in Name]: Fields[Given] } & {
    readonly [Other in Exclude<keyof Fields, Name>]?: never;
  };
}[keyof Fields];

/** Metadata of an object of an edge. */
export function edgeMetadata(name: string, namespace: string): ObjectMetadata {
  return { name, namespace, labels: objectLabels("edge") };
}

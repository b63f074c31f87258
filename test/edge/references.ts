import type { EdgeObject } from "../../components/edge/contract";
import { filtersOfType } from "./evaluators/http-route";

/** An object that another one names. */
export interface Reference {
  readonly kind: EdgeObject["kind"] | "Secret";
  readonly name: string;
  /** Rule of the named route. */
  readonly ruleName?: string;
}

/** Every object that an object names, apart from Services and the Gateway. */
export function referencesOf(object: EdgeObject): Reference[] {
  switch (object.kind) {
    case "IngressRoute": {
      const { routes, tls } = object.spec;
      const middlewares = routes.flatMap(({ middlewares: own = [], services }) => [
        ...own,
        ...services.flatMap(({ middlewares: behind = [] }) => behind),
      ]);
      return [...asReferences("Middleware", middlewares), ...secret(tls.secretName)];
    }
    case "Middleware":
      return asReferences("Middleware", object.spec.errors?.service.middlewares ?? []);
    case "HTTPRoute":
      return object.spec.rules.flatMap(({ filters = [] }) =>
        filtersOfType(filters, "ExtensionRef").map(({ extensionRef: { kind, name } }) => ({ kind, name })),
      );
    case "SecurityPolicy":
    case "BackendTrafficPolicy":
      return object.spec.targetRefs.map(({ kind, name, sectionName }) => ({
        kind,
        name,
        ...(sectionName === undefined ? {} : { ruleName: sectionName }),
      }));
    case "Ingress":
      return object.spec.tls.flatMap(({ secretName }) => secret(secretName));
    case "ReferenceGrant":
      return asReferences("Secret", object.spec.to);
  }
}

function asReferences(kind: Reference["kind"], named: readonly { readonly name: string }[]): Reference[] {
  return named.map(({ name }) => ({ kind, name }));
}

function secret(name: string | undefined): Reference[] {
  return name === undefined ? [] : [{ kind: "Secret", name }];
}

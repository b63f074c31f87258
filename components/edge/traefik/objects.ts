import type { KubernetesObject, OneOf } from "../kubernetes-object";

/**
 * The parts of Traefik's custom resources that we use, under their names in the definitions of version 3.7.
 * @see https://github.com/traefik/traefik/tree/v3.7.13/pkg/provider/kubernetes/crd/traefikio/v1alpha1
 */
type TraefikObject<Kind extends string, Spec> = KubernetesObject<"traefik.io/v1alpha1", Kind, Spec>;

export type IngressRoute = TraefikObject<"IngressRoute", IngressRouteSpec>;

export interface IngressRouteSpec {
  readonly entryPoints: readonly string[];
  readonly routes: readonly TraefikRoute[];
  /** An empty block means TLS with the default certificate of the entry point. */
  readonly tls: { readonly secretName?: string };
}

export interface TraefikRoute {
  readonly kind: "Rule";
  readonly match: string;
  /** Traefik tries routes with a higher priority first. */
  readonly priority: number;
  /** In the order in which a request passes through them. */
  readonly middlewares?: readonly MiddlewareReference[];
  readonly services: readonly TraefikService[];
}

/** A Middleware in the namespace of the object that refers to it. */
export interface MiddlewareReference {
  readonly name: string;
}

export interface TraefikService {
  readonly name: string;
  readonly port: number;
  readonly middlewares?: readonly MiddlewareReference[];
}

export type Middleware = TraefikObject<"Middleware", MiddlewareSpec>;

export type MiddlewareSpec = OneOf<{
  readonly errors: ErrorPage;
  readonly forwardAuth: ForwardAuth;
  readonly headers: {
    /** An empty value removes the header. */
    readonly customRequestHeaders?: Readonly<Record<string, string>>;
    readonly customResponseHeaders: Readonly<Record<string, string>>;
  };
  readonly ipAllowList: { readonly sourceRange: readonly string[]; readonly rejectStatusCode: number };
  readonly redirectRegex: { readonly regex: string; readonly replacement: string };
}>;

/** Replaces a response by a page of another Service. */
export interface ErrorPage {
  /** Status codes of the responses to replace. */
  readonly status: readonly string[];
  readonly service: TraefikService;
  /** Path and query of the page. Traefik replaces `{url}` by the escaped URL of the request. */
  readonly query: string;
  /** Headers of the request that the request for the page keeps. */
  readonly errorRequestHeaders: readonly string[];
}

/** Asks another server about each request. */
export interface ForwardAuth {
  readonly address: string;
  readonly trustForwardHeader: boolean;
  /** Headers that Traefik deletes from the request and sets again from the response. */
  readonly authResponseHeaders: readonly string[];
  readonly authResponseHeadersRegex: string;
  /** In bytes. */
  readonly maxResponseBodySize: number;
}

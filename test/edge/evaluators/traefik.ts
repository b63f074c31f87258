import type { EdgeObject } from "../../../components/edge/contract";
import { type EdgeAnswer, type EdgeRequest, roleAskedFor } from "./edge-answer";
import { traefikPath } from "../../../testing/paths/traefik";
import { parseRule, type Rule } from "./traefik-rule";

interface Route {
  readonly match: string;
  readonly priority: number;
  readonly middlewares?: readonly { readonly name: string }[];
  readonly services: readonly { readonly name: string }[];
}

interface LoadedRoute extends Route {
  readonly rule: Rule;
}

/** Answers requests as Traefik would with these objects and nothing else. */
export class TraefikEvaluator {
  private readonly middlewares: ReadonlyMap<string, EdgeObject["spec"]>;
  private readonly routes: readonly LoadedRoute[];

  constructor(
    objects: readonly EdgeObject[],
    private readonly clientId: string,
    /** Traefik drops a route whose `errors` service has no ready pod. */
    private readonly proxyIsReady = true,
    /** Somebody deleted this Middleware: Traefik drops every route that names it. */
    private readonly missing = "",
  ) {
    this.middlewares = new Map(
      objects.filter(({ kind }) => kind === "Middleware").map(({ metadata, spec }) => [metadata.name, spec]),
    );
    this.routes = objects
      .filter(({ kind }) => kind === "IngressRoute")
      .flatMap((object) => this.load(object))
      .sort((left, right) => right.priority - left.priority);
  }

  answer(request: EdgeRequest): EdgeAnswer {
    const path = traefikPath(request.path);
    if (path === undefined) {
      return { type: "none" };
    }
    const route = this.routes.find(({ rule }) => rule({ ...request, routingPath: path.routing }));
    return route === undefined ? { type: "none" } : this.answerOf(route);
  }

  private load(object: EdgeObject): LoadedRoute[] {
    const routes = object.spec.routes as readonly Route[];
    const matches = new Set(routes.map(({ match }) => match));
    if (matches.size !== routes.length) {
      throw new Error(`${object.metadata.name}: equal rules replace each other in Traefik`);
    }
    return routes
      .filter(({ middlewares = [] }) => middlewares.every(({ name }) => this.isUsable(name)))
      .filter((route) => this.proxyIsReady || !this.specsOf(route).some((spec) => "errors" in spec))
      .map((route) => ({ ...route, rule: parseRule(route.match) }));
  }

  private isUsable(name: string): boolean {
    return ![name, ...middlewaresBehind(this.middlewares.get(name))].includes(this.missing);
  }

  private specsOf({ middlewares = [] }: Route): EdgeObject["spec"][] {
    return middlewares.map(({ name }) => {
      const spec = this.middlewares.get(name);
      if (spec === undefined) {
        throw new Error(`no middleware ${name}`);
      }
      return spec;
    });
  }

  private answerOf(route: Route): EdgeAnswer {
    const specs = this.specsOf(route).filter(decides);
    if (specs.length === 0) {
      if (route.services[0]?.name !== "oauth2-proxy") {
        throw new Error(`open to everybody: ${route.match}`);
      }
      return { type: "proxy" };
    }
    return answerOfChain(specs, this.clientId, route.services[0]?.name);
  }
}

/** Headers of the answer decide nothing. */
export function decides(spec: EdgeObject["spec"]): boolean {
  return !("headers" in spec);
}

/** Middlewares of a page's service: without one of them there is no service, and Traefik drops what shows the page. */
export function middlewaresBehind(spec: EdgeObject["spec"] | undefined): string[] {
  const page = spec?.errors as { service: Pick<Route, "middlewares"> } | undefined;
  return (page?.service.middlewares ?? []).map(({ name }) => name);
}

/** What a request meets that passes through these middlewares before it reaches the service. */
export function answerOfChain(specs: readonly EdgeObject["spec"][], clientId: string, service = ""): EdgeAnswer {
  const redirect = specs[0]?.redirectRegex as { replacement: string } | undefined;
  if (redirect !== undefined) {
    return { type: "proxy", redirect: redirect.replacement };
  }
  if (specs.some((spec) => "ipAllowList" in spec)) {
    return { type: "deny" };
  }
  // The outermost middleware comes first: pages see only the status of what stands behind them.
  const forwardAuth = specs.at(-1)?.forwardAuth as { address: string } | undefined;
  const pages = specs.slice(0, -1).map(({ errors }) => errors as { status: readonly string[] } | undefined);
  if (forwardAuth === undefined || pages.includes(undefined)) {
    throw new Error(`no authentication, or something before it: ${JSON.stringify(specs)}`);
  }
  const signIn = pages.some((page) => page?.status.includes("401"));
  return { type: "role", role: roleAskedFor(forwardAuth.address, clientId), signIn, service };
}

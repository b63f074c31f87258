import type { EdgeObject } from "../../../components/edge/contract";
import type { MiddlewareSpec, TraefikRoute } from "../../../components/edge/traefik/objects";
import { traefikPath } from "../../../testing/paths/traefik";
import { ofKind } from "../edge-settings";
import {
  type EdgeAnswer,
  type EdgeEvaluator,
  type EdgeRequest,
  type EvaluatorOptions,
  openAnswer,
  roleAskedFor,
} from "./edge-answer";
import { parseRule, type Rule } from "./traefik-rule";

export interface TraefikOptions extends EvaluatorOptions {
  /** Traefik drops a route with an error page while the Service of the page has no ready pod. Ready by default. */
  readonly proxyIsReady?: boolean;
  /** Name of a Middleware that was deleted: Traefik drops every route that names it. */
  readonly missing?: string;
}

/** Reads IngressRoutes and Middlewares as Traefik would if there were no other objects. */
export class TraefikEvaluator implements EdgeEvaluator {
  private readonly middlewares: Middlewares;
  private readonly routes: readonly (TraefikRoute & { readonly rule: Rule })[];

  constructor(
    objects: readonly EdgeObject[],
    private readonly options: TraefikOptions,
  ) {
    this.middlewares = new Middlewares(objects);
    this.routes = ofKind(objects, "IngressRoute")
      .flatMap(({ metadata, spec }) => this.load(metadata.name, spec.routes))
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

  private load(name: string, routes: readonly TraefikRoute[]): (TraefikRoute & { readonly rule: Rule })[] {
    const matches = new Set(routes.map(({ match }) => match));
    if (matches.size !== routes.length) {
      throw new Error(`${name}: equal rules replace each other in Traefik`);
    }
    const { proxyIsReady = true, missing } = this.options;
    return routes
      .filter((route) => namesOf(route).every((each) => !this.middlewares.behind(each).includes(missing ?? "")))
      .filter((route) => proxyIsReady || !this.middlewares.specs(namesOf(route)).some(({ errors }) => errors))
      .map((route) => ({ ...route, rule: parseRule(route.match) }));
  }

  private answerOf(route: TraefikRoute): EdgeAnswer {
    const specs = this.middlewares.specs(namesOf(route)).filter(decides);
    const service = route.services[0]?.name;
    return specs.length === 0 ? openAnswer(service, this.options) : answerOfChain(specs, this.options, service);
  }
}

function namesOf({ middlewares = [] }: TraefikRoute): string[] {
  return middlewares.map(({ name }) => name);
}

/** The Middlewares among objects, by name. */
export class Middlewares {
  private readonly byName: ReadonlyMap<string, MiddlewareSpec>;

  constructor(objects: readonly EdgeObject[]) {
    this.byName = new Map(ofKind(objects, "Middleware").map(({ metadata, spec }) => [metadata.name, spec]));
  }

  specs(names: readonly string[]): MiddlewareSpec[] {
    return names.map((name) => {
      const spec = this.byName.get(name);
      if (spec === undefined) {
        throw new Error(`no middleware ${name}`);
      }
      return spec;
    });
  }

  /**
   * A Middleware, and those of the Service of its page. Without one of them Traefik has no such Service, and drops every
   * route that shows the page.
   */
  behind(name: string): string[] {
    const service = this.byName.get(name)?.errors?.service;
    return [name, ...(service?.middlewares ?? []).map((middleware) => middleware.name)];
  }
}

/** Response headers decide nothing. */
export function decides({ headers }: MiddlewareSpec): boolean {
  return headers === undefined;
}

/** The answer to a request that passes through these Middlewares on its way to the Service. */
export function answerOfChain(specs: readonly MiddlewareSpec[], options: EvaluatorOptions, service = ""): EdgeAnswer {
  const redirect = specs[0]?.redirectRegex;
  if (redirect !== undefined) {
    return { type: "proxy", redirect: redirect.replacement };
  }
  if (specs.some(({ ipAllowList }) => ipAllowList !== undefined)) {
    return { type: "deny" };
  }
  // The outermost Middleware comes first. A page replaces the responses of what is behind it.
  const forwardAuth = specs.at(-1)?.forwardAuth;
  const pages = specs.slice(0, -1).map(({ errors }) => errors);
  if (forwardAuth === undefined || pages.includes(undefined)) {
    throw new Error(`no authentication, or something before it: ${JSON.stringify(specs)}`);
  }
  const signIn = pages.some((page) => page?.status.includes("401"));
  return { type: "role", role: roleAskedFor(forwardAuth.address, options), signIn, service };
}

import { normalizePath } from "../../../components/access";
import type { EdgeObject } from "../../../components/edge/contract";
import type { Ingress, IngressPath } from "../../../components/edge/ingress-nginx/objects";
import { ofKind } from "../edge-settings";
import {
  type EdgeAnswer,
  type EdgeEvaluator,
  type EdgeRequest,
  type EvaluatorOptions,
  openAnswer,
  roleAskedFor,
} from "./edge-answer";

interface Location extends IngressPath {
  readonly host: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Which of several matching locations answers. */
export type LocationRanking = "ingress-nginx" | "traefik-provider";

export interface IngressNginxOptions extends EvaluatorOptions {
  readonly ranking: LocationRanking;
}

/** Reads Ingresses as a controller would if there were no other objects, after the path was normalized or rejected. */
export class IngressNginxEvaluator implements EdgeEvaluator {
  private readonly locations: readonly Location[];

  constructor(
    objects: readonly EdgeObject[],
    private readonly options: IngressNginxOptions,
  ) {
    const { ranking } = options;
    this.locations = ofKind(objects, "Ingress")
      .flatMap(locationsOf)
      .sort((left, right) => rank(ranking, right) - rank(ranking, left));
    const keys = this.locations.map(({ host, path, pathType }) => `${host} ${pathType} ${path}`);
    if (new Set(keys).size !== keys.length) {
      throw new Error(`one path in two Ingresses: ${keys.join(", ")}`);
    }
  }

  answer(request: EdgeRequest): EdgeAnswer {
    const path = normalizePath(request.path);
    const location = this.locations.find(
      (candidate) => path !== undefined && candidate.host === request.host && matches(candidate, path),
    );
    return location === undefined ? { type: "none" } : this.answerOf(location);
  }

  private answerOf({ annotations, backend }: Location): EdgeAnswer {
    const annotation = (name: string): string | undefined => annotations[`nginx.ingress.kubernetes.io/${name}`];
    const authUrl = annotation("auth-url");
    if (annotation("whitelist-source-range") !== undefined) {
      return this.denial(authUrl, backend.service.name);
    }
    if (authUrl === undefined || grantsEverything(authUrl)) {
      const answer = openAnswer(backend.service.name, this.options);
      const redirect = annotation("temporal-redirect");
      return redirect === undefined ? answer : { type: "proxy", redirect };
    }
    const role = roleAskedFor(authUrl, this.options);
    return { type: "role", role, signIn: annotation("auth-signin") !== undefined, service: backend.service.name };
  }

  /** A client can forge the address, so the proxy must be behind a denial, and be asked unless requests flow through it. */
  private denial(authUrl: string | undefined, service: string): EdgeAnswer {
    const role = authUrl === undefined ? "" : roleAskedFor(authUrl, this.options);
    if (role !== "" || service !== "oauth2-proxy") {
      throw new Error("denied by the address alone, which a client can forge");
    }
    return { type: "deny" };
  }
}

/** The proxy's endpoint for probes answers every client with 200. */
function grantsEverything(authUrl: string): boolean {
  return new URL(authUrl).pathname === "/ping";
}

function locationsOf({ metadata, spec }: Ingress): Location[] {
  return spec.rules.flatMap(({ host, http }) =>
    http.paths.map((path) => ({ ...path, host, annotations: metadata.annotations ?? {} })),
  );
}

/** Both types match whole segments, according to the Ingress specification. */
function matches({ path: pattern, pathType }: IngressPath, path: string): boolean {
  const withoutSlash = pattern === "/" ? "" : pattern;
  return pathType === "Exact"
    ? path === pattern
    : path === pattern || path === withoutSlash || path.startsWith(`${withoutSlash}/`);
}

/** nginx prefers an exact path, then the longest prefix. Traefik's provider prefers the longest rule that it generates. */
function rank(ranking: LocationRanking, { path, pathType, host }: Location): number {
  switch (ranking) {
    case "ingress-nginx":
      return pathType === "Exact" ? 1_000_000 : path.length;
    case "traefik-provider":
      return generatedRule(host, path, pathType).length;
  }
}

/** `buildRule` of pkg/provider/kubernetes/ingress-nginx/translator.go, Traefik 3.7.13. */
function generatedRule(host: string, path: string, pathType: string): string {
  const prefixRule = path === "/" ? 'PathPrefix("/")' : `(Path("${path}") || PathPrefix("${path}/"))`;
  return `Host("${host}") && ${pathType === "Exact" ? `Path("${path}")` : prefixRule}`;
}

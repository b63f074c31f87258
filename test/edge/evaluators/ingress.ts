import { normalizePath } from "../../../components/access";
import type { EdgeObject } from "../../../components/edge/contract";
import { type EdgeAnswer, type EdgeRequest, roleAskedFor } from "./edge-answer";

interface IngressPath {
  readonly path: string;
  readonly pathType: "Prefix" | "Exact";
  readonly backend: { readonly service: { readonly name: string } };
}

interface Location extends IngressPath {
  readonly host: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Which of several matching locations answers. */
export type Ranking = "ingress-nginx" | "traefik-provider";

/** Answers requests as a controller would with these Ingresses, once the path has been normalised or refused. */
export class IngressEvaluator {
  private readonly locations: readonly Location[];

  constructor(
    objects: readonly EdgeObject[],
    private readonly clientId: string,
    ranking: Ranking,
  ) {
    this.locations = objects.flatMap(locationsOf).sort((left, right) => rank(ranking, right) - rank(ranking, left));
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
    if (authUrl === undefined) {
      if (backend.service.name !== "oauth2-proxy") {
        throw new Error(`open to everybody: ${backend.service.name}`);
      }
      const redirect = annotation("temporal-redirect");
      return redirect === undefined ? { type: "proxy" } : { type: "proxy", redirect };
    }
    const role = roleAskedFor(authUrl, this.clientId);
    if (annotation("whitelist-source-range") !== undefined) {
      if (role !== "" || backend.service.name !== "oauth2-proxy") {
        throw new Error("denied by the address alone, which can be forged");
      }
      return { type: "deny" };
    }
    return { type: "role", role, signIn: annotation("auth-signin") !== undefined, service: backend.service.name };
  }
}

function locationsOf({ metadata, spec }: EdgeObject): Location[] {
  const rules = spec.rules as readonly { host: string; http: { paths: readonly IngressPath[] } }[];
  return rules.flatMap(({ host, http }) =>
    http.paths.map((path) => ({ ...path, host, annotations: metadata.annotations ?? {} })),
  );
}

/** Whole segments, as the Ingress specification has it for both types. */
function matches({ path: pattern, pathType }: IngressPath, path: string): boolean {
  const withoutSlash = pattern === "/" ? "" : pattern;
  return pathType === "Exact"
    ? path === pattern
    : path === pattern || path === withoutSlash || path.startsWith(`${withoutSlash}/`);
}

/** nginx takes an exact path first, then the longest prefix. Traefik's provider takes the longest rule it generates. */
function rank(ranking: Ranking, { path, pathType, host }: Location): number {
  switch (ranking) {
    case "ingress-nginx":
      return pathType === "Exact" ? 1_000_000 : path.length;
    case "traefik-provider":
      return generatedRule(host, path, pathType).length;
  }
}

/** `buildRule` of pkg/provider/kubernetes/ingress-nginx/translator.go, Traefik 3.7.11. */
function generatedRule(host: string, path: string, pathType: string): string {
  const prefixRule = path === "/" ? 'PathPrefix("/")' : `(Path("${path}") || PathPrefix("${path}/"))`;
  return `Host("${host}") && ${pathType === "Exact" ? `Path("${path}")` : prefixRule}`;
}

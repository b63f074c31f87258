import type { Problem } from "../validation/problem";
import { type AccessRule, type HttpMethod, httpMethods, type Application } from "./application";

/** Who may do what; each request is decided by the first rule that matches it. */
export interface AccessRuleArgs {
  /**
   * Paths relative to where the application is served: `/api/v1/query` exactly, `/api/*` with everything below.
   * @default ["/*"]
   */
  paths?: string[];
  /**
   * Request methods the rule speaks of: GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE. ingress-nginx cannot match
   * methods: there a rule that names them is an error.
   * @default - every method
   */
  methods?: string[];
  /** Client role that opens it; the stack creates it. Exactly one of `role` and `deny`. */
  role?: string;
  /** `true`: nobody gets in, whatever their roles. */
  deny?: boolean;
}

/** An application of your own behind the same sign-in. */
export interface ApplicationArgs {
  /** DNS label, unique in the stack. */
  name: string;
  /** Its Service, in the stack's namespace. */
  service: ApplicationServiceArgs;
  /**
   * A host of its own, other than the shared one: its sign-in, cookie and `/logout` are there. The certificate must cover
   * it.
   * @default - the shared host
   */
  host?: string;
  /**
   * Path it is served under and serves itself under: edges never rewrite.
   * @default - "/" and the name; with a host of its own the root of that host
   */
  basePath?: string;
  /**
   * Paths that programs call: without a session they answer 401 instead of leading to the sign-in.
   * @default ["/api/*"]
   */
  apiPaths?: string[];
  /** Tried in order; what no rule matches is denied. */
  rules: AccessRuleArgs[];
  /**
   * Its pods, for the network policy that lets the edge reach them, or the proxy in its mode `reverse-proxy`.
   * @default - no policy: the namespace's default deny keeps them unreachable until a policy of your own opens them
   */
  pods?: ApplicationPodsArgs;
}

/** Pods of an application: a network policy selects pods, and nothing leads from a Service to them. */
export interface ApplicationPodsArgs {
  /** Labels that select them. */
  podLabels: Record<string, string>;
  /** Port they listen on, which need not be the Service's. */
  port: number;
}

/** Where an application listens. */
export interface ApplicationServiceArgs {
  name: string;
  port: number;
}

/** Fills in the defaults; run `checkApplicationArgs` first. */
export function resolveApplication(args: ApplicationArgs, sharedHost: string): Application {
  return {
    name: args.name,
    service: args.service,
    host: args.host ?? sharedHost,
    basePath: args.basePath ?? (args.host === undefined ? `/${args.name}` : ""),
    apiPaths: args.apiPaths ?? ["/api/*"],
    rules: args.rules.map(resolveRule),
  };
}

function resolveRule({ paths = ["/*"], methods, role }: AccessRuleArgs): AccessRule {
  return {
    paths,
    ...(methods === undefined ? {} : { methods: methods.filter(isHttpMethod) }),
    // `checkApplicationArgs` has seen to it that a rule without a role says `deny: true`.
    require: role === undefined ? "deny" : { role },
  };
}

/** What the resolved form can no longer show: an undecided rule, an unknown method. */
export function checkApplicationArgs(applications: readonly ApplicationArgs[], path: string): Problem[] {
  return applications.flatMap(({ rules }, index) => checkApplicationRules(rules, `${path}[${index}].rules`));
}

/** The same for the rules of one application. */
export function checkApplicationRules(rules: readonly AccessRuleArgs[], path: string): Problem[] {
  return rules.flatMap((rule, index) => checkRuleArgs(rule, `${path}[${index}]`));
}

function checkRuleArgs({ methods = [], role, deny }: AccessRuleArgs, path: string): Problem[] {
  const unknownMethods = methods.filter((method) => !isHttpMethod(method));
  const problems: Problem[] = unknownMethods.map((method) => ({
    path: `${path}.methods`,
    value: method,
    expected: `one of ${httpMethods.join(", ")}`,
  }));
  if ((role === undefined) === (deny !== true)) {
    problems.push({
      path,
      value: { role, deny },
      expected: "exactly one of role and deny: true",
      fix: "name the role that opens these paths, or deny them to everybody",
    });
  }
  return problems;
}

function isHttpMethod(method: string): method is HttpMethod {
  return (httpMethods as readonly string[]).includes(method);
}

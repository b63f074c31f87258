import type { AccessRule, Application, ApplicationLocation, HttpMethod } from "./application";
import { accessDefaults } from "./defaults";

/** An access rule: the first rule that matches a request decides it. */
export interface AccessRuleArgs {
  /**
   * Paths relative to the application's base path: `/api/v1/query` exactly, `/api/*` with everything below.
   * @default ["/*"]
   */
  paths?: string[];
  /**
   * Request methods that the rule matches: GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE. ingress-nginx cannot match
   * methods: there, a rule that names them is an error.
   * @default - every method
   */
  methods?: string[];
  /** Client role that grants access; the stack creates it. Exactly one of `role` and `deny`. */
  role?: string;
  /** `true`: the rule denies every request, whatever the user's roles. */
  deny?: boolean;
}

/** An application of your own behind the same sign-in. */
export interface ApplicationArgs {
  /** DNS label of at most 40 characters, unique in the stack. */
  name: string;
  /** Its Service, in the stack's namespace. */
  service: ApplicationServiceArgs;
  /**
   * Its own host, other than the shared one, with its own sign-in, cookie and `/logout`. The certificate must cover it.
   * @default - the shared host
   */
  host?: string;
  /**
   * Path that it is served under and serves itself under: edges never rewrite.
   * @default - "/" and the name; with its own host, the root of that host
   */
  basePath?: string;
  /**
   * Paths for API clients: without a session they return 401 instead of a redirect to sign-in.
   * @default ["/api/*"]
   */
  apiPaths?: string[];
  /** Access rules in order. A request that no rule matches is denied. */
  rules: AccessRuleArgs[];
  /**
   * Its pods, for the network policy that admits the edge, or the proxy in its mode `reverse-proxy`.
   * @default - no policy: the namespace's default deny keeps them unreachable until a policy of your own admits traffic
   */
  pods?: ApplicationPodsArgs;
}

/** Pods of an application: a network policy selects pods, and a Service does not lead to them. */
export interface ApplicationPodsArgs {
  /** Labels that select them. */
  podLabels: Record<string, string>;
  /** Port that they listen on, which may differ from the Service's. */
  port: number;
}

/** A Service of an application. */
export interface ApplicationServiceArgs {
  /** Name of the Service. */
  name: string;
  /** Port of the Service, not of the pods. */
  port: number;
}

/** Applies the defaults to arguments without problems, see `checkApplicationArgs`. */
export function resolveApplication(args: ApplicationArgs, sharedHost: string): Application {
  return {
    ...resolveLocation(args, sharedHost),
    service: args.service,
    apiPaths: args.apiPaths ?? accessDefaults.apiPaths,
    rules: args.rules.map(resolveRule),
  };
}

/** Under its name on the shared host, or at the root of its own host, unless the arguments set a base path. */
export function resolveLocation(
  { name, host, basePath }: Pick<ApplicationArgs, "name" | "host" | "basePath">,
  sharedHost: string,
): ApplicationLocation {
  return { name, host: host ?? sharedHost, basePath: basePath ?? (host === undefined ? `/${name}` : "") };
}

/** Arguments that resolve to the application: the inverse of `resolveApplication`. */
export function applicationArgs({ rules, apiPaths, ...application }: Application): ApplicationArgs {
  return {
    ...application,
    apiPaths: [...apiPaths],
    rules: rules.map(({ paths, methods, require }) => ({
      paths: [...paths],
      ...(methods === undefined ? {} : { methods: [...methods] }),
      ...(require === "deny" ? { deny: true } : require),
    })),
  };
}

function resolveRule({ paths = [...accessDefaults.paths], methods, role }: AccessRuleArgs): AccessRule {
  return {
    paths,
    // `checkApplicationArgs` admits known methods only, and a rule without a role only if it says `deny: true`.
    ...(methods === undefined ? {} : { methods: methods as HttpMethod[] }),
    require: role === undefined ? "deny" : { role },
  };
}

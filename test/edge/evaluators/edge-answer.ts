import type { Decision } from "../../../components/access";

export interface EdgeRequest {
  readonly host: string;
  readonly method: string;
  /** As sent, percent-encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What an edge does with a request, according to its objects. */
export type EdgeAnswer =
  | { readonly type: "role"; readonly role: string; readonly signIn: boolean; readonly service: string }
  | { readonly type: "deny" }
  /** One of the proxy's own endpoints, or a redirect to one. */
  | { readonly type: "proxy"; readonly redirect?: string }
  /** An application that authenticates users itself. */
  | { readonly type: "pass-through"; readonly service: string }
  /** No route: the edge's own 404. */
  | { readonly type: "none" };

/** Reads the objects of an edge as the edge would. */
export interface EdgeEvaluator {
  answer(request: EdgeRequest): EdgeAnswer;
}

export interface EvaluatorOptions {
  readonly clientId: string;
  /** Services that every client may reach. An evaluator throws if any other Service but the proxy is open. */
  readonly passthrough?: readonly string[];
}

/** The answer as a `Decision`: what no client can reach is denied. */
export function asDecision(answer: EdgeAnswer): Decision | { readonly type: "proxy" | "pass-through" } {
  switch (answer.type) {
    case "role":
      return { type: "role", role: answer.role };
    case "deny":
    case "none":
      return { type: "deny" };
    case "proxy":
    case "pass-through":
      return { type: answer.type };
  }
}

/** The answer of a route on which nothing asks the proxy. */
export function openAnswer(service: string | undefined, { passthrough = [] }: EvaluatorOptions): EdgeAnswer {
  if (service === "oauth2-proxy") {
    return { type: "proxy" };
  }
  if (service === undefined || !passthrough.includes(service)) {
    throw new Error(`open to every client: ${service ?? "nothing"}`);
  }
  return { type: "pass-through", service };
}

/** The role that a sub-request requires. A sub-request without a role would let every user in. */
export function roleAskedFor(authUrl: string, { clientId }: EvaluatorOptions): string {
  const groups = new URL(authUrl).searchParams.getAll("allowed_groups");
  const prefix = `role:${clientId}:`;
  if (groups.length !== 1 || groups[0] === undefined || !groups[0].startsWith(prefix) || groups[0].includes(",")) {
    throw new Error(`asks for ${JSON.stringify(groups)}: ${authUrl}`);
  }
  return groups[0].slice(prefix.length);
}

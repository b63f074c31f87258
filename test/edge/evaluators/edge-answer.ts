import type { Decision } from "../../../components/access";

export interface EdgeRequest {
  readonly host: string;
  readonly method: string;
  /** As sent, percent-encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What an edge does with a request, read off its objects. */
export type EdgeAnswer =
  | { readonly type: "role"; readonly role: string; readonly signIn: boolean; readonly service: string }
  | { readonly type: "deny" }
  /** The proxy's own endpoints, and the way to them. */
  | { readonly type: "proxy"; readonly redirect?: string }
  /** No route: the edge's own 404. */
  | { readonly type: "none" };

/** The answer in the words of `decide`: what nobody can reach is denied. */
export function asDecision(answer: EdgeAnswer): Decision | { readonly type: "proxy" } {
  switch (answer.type) {
    case "role":
      return { type: "role", role: answer.role };
    case "deny":
    case "none":
      return { type: "deny" };
    case "proxy":
      return { type: "proxy" };
  }
}

/** The role that a sub-request asks for; no role at all would let everybody in. */
export function roleAskedFor(authUrl: string, clientId: string): string {
  const groups = new URL(authUrl).searchParams.getAll("allowed_groups");
  const prefix = `role:${clientId}:`;
  if (groups.length !== 1 || groups[0] === undefined || !groups[0].startsWith(prefix) || groups[0].includes(",")) {
    throw new Error(`asks for ${JSON.stringify(groups)}: ${authUrl}`);
  }
  return groups[0].slice(prefix.length);
}

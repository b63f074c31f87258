import { type AccessRuleArgs, type Application, resolveApplication } from "../../components/access/index.js";
import { echoName, echoPath as path } from "./echo.js";
import { matchesMethods, type MatrixEdge } from "./edges/index.js";
import type { Identity } from "./identity.js";
import type { MatrixStack } from "./stack.js";

/** How the echo application is deployed. */
interface EchoArgs {
  readonly path: string;
  readonly rules: AccessRuleArgs[];
  readonly apiPaths: string[];
  /** Holders of roles that the stack does not have. */
  readonly users: { username: Extract<Identity, "admin">; roles: string[] }[];
}

/**
 * Rules of every kind that an edge can express, with roles of the stack. Everything that they allow is below `/anything`,
 * where go-httpbin echoes requests of every method.
 */
export function echoArgs(edge: MatrixEdge): EchoArgs {
  const apiPaths = ["/anything/api/*"];
  if (matchesMethods(edge)) {
    return { path, apiPaths, rules: rulesWithMethods, users: [] };
  }
  return edge === "ingress-nginx"
    ? { path, apiPaths, rules: rulesWithoutMethods, users: [{ username: "admin", roles: ["echo-admin"] }] }
    : { path, apiPaths, rules: rulesWithOneRole, users: [] };
}

const rulesWithMethods: AccessRuleArgs[] = [
  { paths: ["/anything/closed/*"], deny: true },
  { paths: ["/anything/read/kept", "/anything/read/kept/x"], methods: ["DELETE", "POST"], deny: true },
  { paths: ["/anything/read/*"], methods: ["GET", "HEAD", "OPTIONS"], role: "prometheus-viewer" },
  { paths: ["/anything/read/*"], methods: ["POST", "PUT", "PATCH", "DELETE"], role: "alertmanager-editor" },
  { paths: ["/anything/one", "/anything/folder/"], role: "prometheus-viewer" },
  { paths: ["/anything/api/*"], methods: ["GET", "POST"], role: "prometheus-viewer" },
  { paths: ["/anything/any/*"], role: "prometheus-admin" },
];

const rulesWithoutMethods: AccessRuleArgs[] = [
  { paths: ["/anything/closed/*", "/anything/any/closed/*"], deny: true },
  { paths: ["/anything/one", "/anything/folder/"], role: "monitoring" },
  { paths: ["/anything/api/*"], role: "monitoring" },
  { paths: ["/anything/any/admin/*"], role: "echo-admin" },
  { paths: ["/anything/any/*"], role: "monitoring" },
];

/** In the mode `reverse-proxy` every rule asks for the same role. */
const rulesWithOneRole = rulesWithoutMethods.filter(({ role }) => role === undefined || role === "monitoring");

/** The stack with the echo application beside its own. */
export function withEcho({ applications, holders }: MatrixStack, edge: MatrixEdge): MatrixStack {
  const args = echoArgs(edge);
  const grants = args.users.map(({ username, roles }) => [username, [...holders[username], ...roles]] as const);
  return {
    applications: [...applications, echoApplication(args, applications[0]?.host ?? "")],
    holders: { ...holders, ...Object.fromEntries(grants) },
  };
}

function echoApplication({ rules, apiPaths }: EchoArgs, host: string): Application {
  // Its Service does not matter here: the matrix sends requests to the edge.
  return resolveApplication(
    { name: echoName, service: { name: echoName, port: 80 }, basePath: path, apiPaths, rules },
    host,
  );
}

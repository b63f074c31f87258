import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AccessProfile, alertmanagerApplication, prometheusApplication } from "../../components/access";
import type { EdgeChoice } from "../../components/edge/args";
import { type EdgeResponse, responsesTo } from "../../components/edge/behaviour";
import { compileEdge } from "../../components/edge/compilers";
import type { EdgeObject } from "../../components/edge/contract";
import { grafana, objectsOf, settings } from "../edge/edge-settings";
import { page, root } from "./markdown-files";

const host = "monitoring.example.com";
const gateway = { name: "public", namespace: "edge", sectionName: "websecure" };

const edges: readonly { readonly name: string; readonly choice: EdgeChoice; readonly profile: AccessProfile }[] = [
  { name: "traefik", choice: { type: "traefik", entryPoints: ["websecure"] }, profile: "split" },
  { name: "gateway-api", choice: { type: "gateway-api-traefik", gateway }, profile: "split" },
  { name: "envoy-gateway", choice: { type: "envoy-gateway", gateway }, profile: "split" },
  { name: "ingress-nginx", choice: { type: "ingress-nginx", ingressClassName: "nginx" }, profile: "single-role" },
];

function objectsOfStack(choice: EdgeChoice, profile: AccessProfile): readonly EdgeObject[] {
  const prometheus = { service: { name: "prometheus", port: 9090 }, host, basePath: "/prometheus" };
  const alertmanager = { service: { name: "alertmanager", port: 9093 }, host, basePath: "/alertmanager" };
  const applications = [prometheusApplication(profile, prometheus), alertmanagerApplication(profile, alertmanager)];
  return objectsOf(compileEdge(choice, applications, settings({ host, passthroughApplications: [grafana] })));
}

/** The rows of "What the stack creates": a kind, and a name with placeholders such as `<role>`. */
function documentedObjects(text: string): RegExp[] {
  return [...text.matchAll(/^\| `(\w+)` +\| `(sso-[^`]+)` +\|/gm)].map(
    ([, kind = "", name = ""]) => new RegExp(`^${kind} ${name.replace(/<\w+>/g, "[a-z0-9-]+")}$`),
  );
}

describe.each(edges)("the page of the edge $name", ({ name, choice, profile }) => {
  const rows = documentedObjects(page(`docs/edges/${name}.md`).text);
  const objects = objectsOfStack(choice, profile).map(({ kind, metadata }) => `${kind} ${metadata.name}`);

  it("lists every object that the stack creates", () => {
    expect(objects.filter((object) => !rows.some((row) => row.test(object)))).toEqual([]);
  });

  it("lists no object that the stack does not create", () => {
    expect(rows.filter((row) => !objects.some((object) => row.test(object)))).toEqual([]);
  });
});

/** The cells of a row in the table of responses, by the beginning of its first cell. */
function cells(text: string, row: string): string[] {
  const line = text.split("\n").find((candidate) => candidate.startsWith(`| ${row}`)) ?? "";
  return line.split(" | ").slice(1);
}

const statusOf = (response: EdgeResponse): string =>
  "status" in response ? String(response.status) : "the application";

// The Gateway API's page refers to Traefik's.
describe.each(edges.filter(({ name }) => name !== "gateway-api"))("the responses on the page of $name", (edge) => {
  const { text } = page(`docs/edges/${edge.name}.md`);
  const request = { method: "GET", decision: { type: "role", role: "reader" }, reason: "rule" } as const;
  const browser = responsesTo(edge.choice.type, { ...request, isApiPath: false }, "browser");
  const apiClient = responsesTo(edge.choice.type, { ...request, isApiPath: true }, "api-client");

  it.each([
    ["no session", "withoutSession"],
    ["session without the role", "withoutRole"],
  ] as const)("are those of the edge for %s", (row, session) => {
    const [toBrowser = "", toApiClient = ""] = cells(text, row);
    expect(toBrowser).toContain(statusOf(browser[session]));
    expect(toApiClient).toContain(statusOf(apiClient[session]));
  });

  it("are those of the edge for a path that no rule matches", () => {
    const unmatched = { ...request, decision: { type: "deny" }, reason: "no-rule", isApiPath: false } as const;
    const { withRole } = responsesTo(edge.choice.type, unmatched, "browser");
    const [toBrowser = ""] = [
      ...cells(text, "denied by a rule, or matched by none"),
      ...cells(text, "matched by no rule"),
    ];
    expect(toBrowser).toContain(statusOf(withRole));
  });
});

/** Read as text: the sandbox's modules are of another kind than those that Jest loads. */
const pins = readFileSync(join(root, "sandbox/versions.ts"), "utf8");

function pinned(pattern: RegExp): string {
  const version = pattern.exec(pins)?.[1];
  if (version === undefined) {
    throw new Error(`no pin matches ${String(pattern)}`);
  }
  return version;
}

describe("the support matrix", () => {
  const run = /^The versions that were run: ([^]*?)\n\n/m.exec(page("docs/edges/support.md").text)?.[1] ?? "";

  it.each([
    ["Traefik", /"github\.com\/traefik\/traefik\/v3": "v(.+)"/],
    ["Envoy Gateway", /"github\.com\/envoyproxy\/gateway": "v(.+)"/],
    ["Envoy", /envoyWheel = \{\s+version: "(.+)"/],
    ["oauth2-proxy", /"github\.com\/oauth2-proxy\/oauth2-proxy\/v7": "v(.+)"/],
    ["Keycloak", /keycloakDistribution = \{\s+version: "(.+)"/],
    ["Kubernetes", /"k8s\.io\/kubernetes": "v(.+)"/],
  ])("names the version of %s that the sandbox runs", (name, pattern) => {
    expect(run.replaceAll("\n", " ")).toContain(`${name} ${pinned(pattern)}`);
  });

  it.each(["README.md", "docs/edges/traefik.md", "docs/edges/gateway-api.md", "docs/edges/ingress-nginx.md"])(
    "has the version of Traefik that %s has",
    (path) => {
      expect(page(path).text).toContain(`Traefik ${pinned(/"github\.com\/traefik\/traefik\/v3": "v(.+)"/)}`);
    },
  );
});

import type { PathTreatment } from "../../components/edge/ambiguous-paths";
import type { EdgeChoice } from "../../components/edge/args";
import { logoutPath, proxyPrefix } from "../../components/proxy-contract/endpoints";
import type { ExplainedApplication, RequestExplanation } from "./explanation";
import type { Line } from "./lay-out";
import type { Stack } from "./stack-file";

/** Sentences about what serves an address. */

const edgeNames: Readonly<Record<EdgeChoice["type"], string>> = {
  traefik: "Traefik",
  "ingress-nginx": "ingress-nginx",
  "gateway-api-traefik": "Gateway API, with Traefik",
  "envoy-gateway": "Gateway API, with Envoy Gateway",
};

/** The edge, and how it uses the proxy. */
export function edgeName({ edge, settings }: Stack): string {
  return settings.mode === "reverse-proxy"
    ? `${edge.type.startsWith("gateway-api") ? "Gateway API" : edgeNames[edge.type]}; oauth2-proxy receives every request and authorizes it (proxy.mode reverse-proxy)`
    : `${edgeNames[edge.type]}, which asks oauth2-proxy about each request`;
}

export const treatmentText: Readonly<Record<PathTreatment, string>> = {
  refused: "No rule is tried.",
  resolved: "The edge may rewrite such a path first. The rules then decide about the result: ask about that path.",
  unchecked:
    "This edge cannot refuse it, and compares the path as sent: a client with the role of the paths around it reaches the application (docs/edges/ingress-nginx.md).",
};

export function routeLines(stack: Stack, explanation: RequestExplanation): Line[] {
  return routeTexts[explanation.route](explanation, stack);
}

const applicationLine = ({ name, url }: ExplainedApplication): Line => ["application", `${name}, at ${url}`];

const routeTexts: Readonly<Record<RequestExplanation["route"], (one: RequestExplanation, stack: Stack) => Line[]>> = {
  application: ({ application }) => (application === undefined ? [] : [applicationLine(application)]),
  "pass-through": ({ application }, { edge }) =>
    application === undefined
      ? []
      : [
          applicationLine(application),
          [
            "edge",
            `${edgeNames[edge.type]}, which forwards every request to ${application.service}: the application authenticates users itself`,
          ],
        ],
  "proxy-endpoint": () => [
    ["endpoint", `${proxyPrefix} belongs to oauth2-proxy: its sign-in, sign-out and pages, for every client`],
  ],
  logout: ({ host }) => [
    ["endpoint", `${logoutPath} ends the session of ${host} and the session at Keycloak, for every client`],
  ],
  keycloak: ({ host }) => [
    ["host", `${host} is Keycloak's (keycloak.url): users sign in there, and no rule of this stack applies`],
  ],
  "unserved-path": (_, { edge }) => [
    ["path", `belongs to no application: the edge responds with ${edge.type === "ingress-nginx" ? 403 : 404}`],
  ],
  "unserved-host": (_, stack) => [["host", `not one of this stack, which serves ${servedHosts(stack).join(", ")}`]],
};

function servedHosts({ applications, settings }: Stack): string[] {
  const hosts = [settings, ...applications, ...(settings.passthroughApplications ?? [])].map(({ host }) => host);
  return [...new Set(hosts)];
}

import type { Application } from "../../../access";
import { objectName } from "../../../kubernetes/object-name";
import type { EdgeSettings } from "../../contract";
import { edgeMetadata } from "../../kubernetes-object";
import { extAuthUri } from "../../model/sign-in-endpoints";
import type {
  BackendTrafficPolicy,
  ExtAuth,
  PolicyTarget,
  ResponseOverride,
  SecurityPolicy,
  SecurityPolicySpec,
} from "./objects";
import { forbiddenDocument, signInDocument } from "./pages";
import type { Section } from "./rules";

/** The route of an application, and the sections of its rules. */
export interface SectionedRoute {
  readonly routeName: string;
  readonly application: Application;
  readonly sections: readonly Section[];
}

const apiVersion = "gateway.envoyproxy.io/v1alpha1";

/**
 * A default-deny policy on the whole route (`closed`), overridden per rule by a policy that asks the proxy: in Envoy Gateway
 * the most specific target wins. A rule whose policy is missing or does not find it is therefore closed, not open. No policy
 * is merged with one of the Gateway, because rules of the platform that allow users must allow nothing here.
 */
export function securityPolicies(route: SectionedRoute, settings: EdgeSettings): SecurityPolicy[] {
  const { name } = route.application;
  return [
    securityPolicy(objectName("sso", "closed", name), settings, {
      targetRefs: [target(route)],
      authorization: { defaultAction: "Deny" },
    }),
    ...rolesOf(route).map((role) =>
      securityPolicy(objectName("sso", "auth", name, role), settings, {
        targetRefs: targets(route, (outcome) => outcome.role === role),
        extAuth: extAuth(settings, role),
      }),
    ),
  ];
}

/**
 * Asks the proxy at a fixed address: the client's own path or query could name another role. Envoy Gateway before 1.8 does
 * not know `pathOverride` and would send the client's path, to which the proxy answers 202. Envoy rejects the request then.
 */
function extAuth({ proxy, clientId }: EdgeSettings, role: string): ExtAuth {
  return {
    // While the proxy is down, every request is rejected, with the status of a server error.
    failOpen: false,
    statusOnError: 503,
    timeout: "10s",
    // Envoy always sends `Authorization`. It sends no `X-Forwarded-*`, because the client could have set them.
    headersToExtAuth: ["Cookie"],
    http: {
      backendRefs: [{ group: "", kind: "Service", name: proxy.serviceName, port: proxy.port }],
      pathOverride: extAuthUri(clientId, role),
    },
  };
}

/**
 * Show browsers a page instead of the proxy's 401 and 403. Other clients get the plain response. Responses of the
 * application itself do not change.
 */
export function pagePolicies(route: SectionedRoute, settings: EdgeSettings): BackendTrafficPolicy[] {
  const { application, sections } = route;
  return sections
    .filter(({ outcome }) => outcome.isPage)
    .map(({ outcome: { role } }) => ({
      apiVersion,
      kind: "BackendTrafficPolicy",
      metadata: edgeMetadata(objectName("sso", "pages", application.name, role), settings.namespace),
      spec: {
        targetRefs: targets(route, (outcome) => outcome.isPage && outcome.role === role),
        responseOverride: [
          override(401, signInDocument(application)),
          override(403, forbiddenDocument(role, settings)),
        ],
      },
    }));
}

function override(status: number, document: string): ResponseOverride {
  return {
    source: "Local",
    match: { statusCodes: [{ type: "Value", value: status }] },
    response: { contentType: "text/html; charset=utf-8", body: { type: "Inline", inline: document } },
  };
}

function rolesOf({ sections }: SectionedRoute): string[] {
  return [...new Set(sections.map(({ outcome }) => outcome.role))];
}

function targets(route: SectionedRoute, isTarget: (outcome: Section["outcome"]) => boolean): PolicyTarget[] {
  return route.sections
    .filter(({ outcome }) => isTarget(outcome))
    .flatMap(({ ruleNames }) => ruleNames.map((sectionName) => ({ ...target(route), sectionName })));
}

function target({ routeName }: SectionedRoute): PolicyTarget {
  return { group: "gateway.networking.k8s.io", kind: "HTTPRoute", name: routeName };
}

function securityPolicy(name: string, { namespace }: EdgeSettings, spec: SecurityPolicySpec): SecurityPolicy {
  return { apiVersion, kind: "SecurityPolicy", metadata: edgeMetadata(name, namespace), spec };
}

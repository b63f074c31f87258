import type { Application } from "../../../access";
import { objectLabels } from "../../../kubernetes/labels";
import { objectName } from "../../../kubernetes/object-name";
import { extAuthUri } from "../../model/sign-in-endpoints";
import type { EdgeObject, EdgeSettings } from "../../contract";
import { forbiddenDocument, signInDocument } from "./pages";
import type { Section } from "./rules";

/** The route of an application, and what its rules ask for. */
export interface SectionedRoute {
  readonly routeName: string;
  readonly application: Application;
  readonly sections: readonly Section[];
}

/**
 * What stands before an application's route: nobody gets in (`closed`), but for the rules that have a policy of their own,
 * which takes the place of the former (Envoy Gateway: the most specific target wins). A rule whose policy is gone, or does
 * not find it, is closed so, and not open. None is merged with a policy of the Gateway: rules of the platform's that allow
 * somebody must open nothing here.
 */
export function securityPolicies(route: SectionedRoute, settings: EdgeSettings): EdgeObject[] {
  const name = route.application.name;
  const closed = policy("SecurityPolicy", objectName("sso", "closed", name), settings, {
    targetRefs: [target(route)],
    authorization: { defaultAction: "Deny" },
  });
  return [
    closed,
    ...rolesOf(route).map((role) =>
      policy("SecurityPolicy", objectName("sso", "auth", name, role), settings, {
        targetRefs: targets(route, (answer) => answer.role === role),
        extAuth: extAuth(settings, role),
      }),
    ),
  ];
}

/**
 * Asks the proxy at an address of our own, whatever was asked for: a path of the visitor's, or a query, could name another
 * role. Where that address is not understood (Envoy Gateway before 1.8), the proxy is asked by the visitor's path and
 * answers 202, which is no yes to Envoy.
 */
function extAuth({ proxy, clientId }: EdgeSettings, role: string): object {
  return {
    // The proxy is away: nobody gets in, and it is nobody's fault.
    failOpen: false,
    statusOnError: 503,
    timeout: "10s",
    // `Authorization` is always sent. No `X-Forwarded-*`: a visitor could have written them.
    headersToExtAuth: ["Cookie"],
    http: {
      backendRefs: [{ group: "", kind: "Service", name: proxy.serviceName, port: proxy.port }],
      pathOverride: extAuthUri(clientId, role),
    },
  };
}

/**
 * Shows browsers a page where the proxy has said 401 or 403; programs get the bare answer. Of what the application itself
 * answers nothing is changed.
 */
export function pagePolicies(route: SectionedRoute, settings: EdgeSettings): EdgeObject[] {
  const { application, sections } = route;
  return sections
    .filter(({ answer }) => answer.isPage)
    .map(({ answer: { role } }) =>
      policy("BackendTrafficPolicy", objectName("sso", "pages", application.name, role), settings, {
        targetRefs: targets(route, (answer) => answer.isPage && answer.role === role),
        responseOverride: [
          override(401, signInDocument(application)),
          override(403, forbiddenDocument(role, settings)),
        ],
      }),
    );
}

function override(status: number, document: string): object {
  return {
    source: "Local",
    match: { statusCodes: [{ type: "Value", value: status }] },
    response: { contentType: "text/html; charset=utf-8", body: { type: "Inline", inline: document } },
  };
}

function rolesOf({ sections }: SectionedRoute): string[] {
  return [...new Set(sections.map(({ answer }) => answer.role))];
}

function targets(route: SectionedRoute, isMeant: (answer: Section["answer"]) => boolean): object[] {
  return route.sections
    .filter(({ answer }) => isMeant(answer))
    .flatMap(({ ruleNames }) => ruleNames.map((sectionName) => ({ ...target(route), sectionName })));
}

function target({ routeName }: SectionedRoute): object {
  return { group: "gateway.networking.k8s.io", kind: "HTTPRoute", name: routeName };
}

function policy(kind: string, name: string, { namespace }: EdgeSettings, spec: EdgeObject["spec"]): EdgeObject {
  return {
    apiVersion: "gateway.envoyproxy.io/v1alpha1",
    kind,
    metadata: { name, namespace, labels: objectLabels("edge") },
    spec,
  };
}

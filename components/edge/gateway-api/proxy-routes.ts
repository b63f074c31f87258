import { type Application } from "../../access";
import { objectLabels } from "../../kubernetes/labels";
import { objectName } from "../../kubernetes/object-name";
import { logoutPath, proxyPrefix, signOutPath } from "../../proxy-contract/endpoints";
import { logoutName, signedOutPage, signInHosts } from "../model/sign-in-endpoints";
import type { EdgeObject, EdgeSettings, PassthroughApplication } from "../contract";
import {
  changeRequest,
  type GatewayReference,
  type HttpRoute,
  type HttpRouteMatch,
  pathMatch,
  setResponseHeaders,
} from "./http-route";
import { pageHeaders } from "../model/response-headers";

/**
 * What is the same behind every Gateway, whatever implements it: filters of the Gateway API itself.
 * @param untrusted headers that the implementation would pass on to the proxy as a visitor wrote them
 */
export function proxyRoutes(
  applications: readonly Application[],
  settings: EdgeSettings,
  untrusted: readonly string[] = [],
): HttpRoute[] {
  const hosts = signInHosts(applications, settings);
  return [
    endpointsRoute(hosts, settings, untrusted),
    ...hosts.map((host) => logoutRoute(host, signedOutPage(applications, host, settings), settings, untrusted)),
    ...(settings.passthroughApplications ?? []).map(openRoute),
  ];
}

/** The proxy's own endpoints, on every host on which somebody signs in. */
function endpointsRoute(
  hostnames: readonly string[],
  { proxy }: EdgeSettings,
  untrusted: readonly string[],
): HttpRoute {
  return {
    name: objectName("sso", "proxy"),
    hostnames,
    rules: [
      {
        matches: [{ path: below(proxyPrefix) }],
        filters: [
          setResponseHeaders(pageHeaders),
          ...(untrusted.length === 0 ? [] : [changeRequest({ remove: untrusted })]),
        ],
        backendRefs: [{ name: proxy.serviceName, port: proxy.port }],
      },
    ],
  };
}

/**
 * The proxy's sign-out under a shorter name. Where to go next is a header: a rewrite leaves the query alone, and a redirect
 * could set none on every implementation.
 */
function logoutRoute(host: string, next: string, settings: EdgeSettings, untrusted: readonly string[]): HttpRoute {
  const { serviceName, port } = settings.proxy;
  const remove = untrusted.filter((name) => name !== nextHeader);
  return {
    name: logoutName(host, settings),
    hostnames: [host],
    rules: [
      {
        matches: [{ path: { type: "Exact", value: logoutPath } }],
        filters: [
          { type: "URLRewrite", urlRewrite: { path: { type: "ReplaceFullPath", replaceFullPath: signOutPath } } },
          changeRequest({ set: { [nextHeader]: next }, remove }),
        ],
        backendRefs: [{ name: serviceName, port }],
      },
    ],
  };
}

/** Where the proxy leads to after what was asked of it. */
const nextHeader = "X-Auth-Request-Redirect";

function openRoute({ name, host, basePath: path, service }: PassthroughApplication): HttpRoute {
  return {
    name: objectName("sso", "open", name),
    hostnames: [host],
    rules: [{ matches: [{ path: below(path) }], backendRefs: [{ name: service.name, port: service.port }] }],
  };
}

function below(basePath: string): HttpRouteMatch["path"] {
  return pathMatch(basePath, { path: "", withDescendants: true });
}

/** A listener in another namespace may present the certificate only when the namespace that holds it agrees. */
export function certificateGrants({ namespace, certificate }: EdgeSettings, gateway: GatewayReference): EdgeObject[] {
  const { secretName } = certificate;
  if (secretName === undefined || gateway.namespace === undefined || gateway.namespace === namespace) {
    return [];
  }
  const from = [{ group: "gateway.networking.k8s.io", kind: "Gateway", namespace: gateway.namespace }];
  return [
    {
      // The version that every release of the Gateway API serves.
      apiVersion: "gateway.networking.k8s.io/v1beta1",
      kind: "ReferenceGrant",
      metadata: { name: objectName("sso", "certificate"), namespace, labels: objectLabels("edge") },
      spec: { from, to: [{ group: "", kind: "Secret", name: secretName }] },
    },
  ];
}

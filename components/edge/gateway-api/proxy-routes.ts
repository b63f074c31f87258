import type { Application } from "../../access";
import { objectName } from "../../kubernetes/object-name";
import { logoutPath, proxyPrefix, signOutPath } from "../../proxy-contract/endpoints";
import type { EdgeSettings, PassthroughApplication } from "../contract";
import { edgeMetadata } from "../kubernetes-object";
import { pageHeaders, transportHeaders } from "../model/response-headers";
import { logoutName, signedOutPage, signInHosts } from "../model/sign-in-endpoints";
import { forgedIdentityHeaders } from "../model/stripped-headers";
import { changeRequest, type HttpRouteParts, prefixMatch, setResponseHeaders } from "./http-route";
import type { GatewayReference, HttpRouteFilter, ReferenceGrant } from "./objects";

/** How the routes of an implementation differ from those of others. */
interface ProxyRouteOptions {
  /**
   * Request headers that the proxy trusts and the implementation would forward as the client sent them.
   * @default - none
   */
  readonly untrusted?: readonly string[];
  /**
   * Filters in front of pass-through applications.
   * @default - filters of the Gateway API, which every implementation has
   */
  readonly passthroughFilters?: readonly HttpRouteFilter[];
}

/**
 * A filter removes exactly the names that it lists, at most 16, so other spellings of them pass: each edge's page names what
 * removes those.
 */
const portableFilters = [changeRequest({ remove: forgedIdentityHeaders }), setResponseHeaders(transportHeaders)];

/** The routes to the proxy and to pass-through applications. */
export function proxyRoutes(
  applications: readonly Application[],
  settings: EdgeSettings,
  { untrusted = [], passthroughFilters = portableFilters }: ProxyRouteOptions = {},
): HttpRouteParts[] {
  const hosts = signInHosts(applications, settings);
  return [
    endpointsRoute(hosts, settings, untrusted),
    ...hosts.map((host) => logoutRoute(host, signedOutPage(applications, host, settings), settings, untrusted)),
    ...settings.passthroughApplications.map((application) => passthroughRoute(application, passthroughFilters)),
  ];
}

/** The proxy's endpoints on every host that users sign in on. */
function endpointsRoute(
  hostnames: readonly string[],
  { proxy }: EdgeSettings,
  untrusted: readonly string[],
): HttpRouteParts {
  return {
    name: objectName("sso", "proxy"),
    hostnames,
    rules: [
      {
        matches: [{ path: prefixMatch(proxyPrefix) }],
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
 * Rewrites `/logout` to the proxy's sign-out. A header names the page to show next: a rewrite cannot change the query, and
 * not every implementation can set a query in a redirect.
 */
function logoutRoute(host: string, next: string, settings: EdgeSettings, untrusted: readonly string[]): HttpRouteParts {
  const { serviceName, port } = settings.proxy;
  const remove = untrusted.filter((name) => name !== nextPageHeader);
  return {
    name: logoutName(host, settings),
    hostnames: [host],
    rules: [
      {
        matches: [{ path: { type: "Exact", value: logoutPath } }],
        filters: [
          { type: "URLRewrite", urlRewrite: { path: { type: "ReplaceFullPath", replaceFullPath: signOutPath } } },
          changeRequest({ set: { [nextPageHeader]: next }, remove }),
        ],
        backendRefs: [{ name: serviceName, port }],
      },
    ],
  };
}

/** Header that names the page to which the proxy redirects after a sign-in or sign-out. */
const nextPageHeader = "X-Auth-Request-Redirect";

function passthroughRoute(
  { name, host, basePath, service }: PassthroughApplication,
  filters: readonly HttpRouteFilter[],
): HttpRouteParts {
  return {
    name: objectName("sso", "passthrough", name),
    hostnames: [host],
    rules: [
      {
        matches: [{ path: prefixMatch(basePath) }],
        filters,
        backendRefs: [{ name: service.name, port: service.port }],
      },
    ],
  };
}

/** Allows a Gateway in another namespace to present the certificate. */
export function certificateGrants(
  { namespace, certificate }: EdgeSettings,
  gateway: GatewayReference,
): ReferenceGrant[] {
  const { secretName } = certificate;
  if (secretName === undefined || gateway.namespace === undefined || gateway.namespace === namespace) {
    return [];
  }
  return [
    {
      apiVersion: "gateway.networking.k8s.io/v1beta1",
      kind: "ReferenceGrant",
      metadata: edgeMetadata(objectName("sso", "certificate"), namespace),
      spec: {
        from: [{ group: "gateway.networking.k8s.io", kind: "Gateway", namespace: gateway.namespace }],
        to: [{ group: "", kind: "Secret", name: secretName }],
      },
    },
  ];
}

import { type Application, type ParsedPathPattern, pathRegions } from "../../access";
import { objectName } from "../../kubernetes/object-name";
import { logoutPath, proxyPrefix } from "../../proxy-contract/endpoints";
import { type Checked, rejected, unlessProblems } from "../../validation/problem";
import type { EdgeCompiler, EdgeSettings, PassthroughApplication } from "../contract";
import { edgeMetadata } from "../kubernetes-object";
import { logoutName, signInHosts, signOutUrl } from "../model/sign-in-endpoints";
import {
  authAnnotations,
  checkAnnotations,
  denyAnnotations,
  passthroughAnnotations,
  redirectAnnotations,
  tlsAnnotations,
} from "./annotations";
import type { IngressNginxSettings } from "./args";
import { checkAdded, checkExpressible } from "./limits";
import type { Ingress, IngressBackend, IngressPath, IngressRule } from "./objects";

/**
 * Ingresses with the annotations of ingress-nginx. They use plain paths only: a rewrite or a regular expression would turn
 * every path of the host into a case-insensitive expression. The controller is retired; Traefik's ingress-nginx provider
 * (3.7.13 or later) reads the same annotations. Traefik's entry point must then reject encoded characters
 * (`http.encodedCharacters`), which nginx resolves itself, and delete headers whose names alias others
 * (`http.aliasHeadersStrategy`), as nginx does. Paths with `;` and encoded control characters reach the application: no plain
 * path can reject them.
 */
export const ingressNginx: EdgeCompiler<IngressNginxSettings> = {
  compile: (applications, settings, { ingressClassName }) => {
    const problems = applications.flatMap(checkExpressible);
    if (problems.length > 0) {
      return rejected(problems);
    }
    const context = { ...settings, ingressClassName };
    const { passthroughApplications } = settings;
    const locations = [
      ...applications.flatMap((application) => applicationLocations(application, settings)),
      ...passthroughApplications.map((application) => passthroughLocation(application, settings)),
    ];
    const hosts = new Set([...signInHosts(applications, settings), ...passthroughApplications.map(({ host }) => host)]);
    return checked([
      proxyIngress(applications, context),
      ...signInHosts(applications, settings).map((host) => logoutIngress(host, applications, context)),
      ...locationIngresses([...locations, ...rootLocations([...hosts], locations, settings)], context),
    ]);
  },
  compileApplication: (application, settings, { ingressClassName }) => {
    const problems = [...checkExpressible(application), ...checkAdded(application)];
    const locations = applicationLocations(application, settings);
    return problems.length > 0
      ? rejected(problems)
      : checked(locationIngresses(locations, { ...settings, ingressClassName }));
  },
};

type Context = EdgeSettings & IngressNginxSettings;

function checked(ingresses: readonly Ingress[]): Checked<readonly Ingress[]> {
  return unlessProblems(ingresses.flatMap(checkAnnotations), () => ingresses);
}

/** A path of a host, and what happens to requests for it. */
interface Location extends ParsedPathPattern {
  readonly host: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly service: Application["service"];
}

/** Paths that no rule matches have no location of their own: the one around them, or the root of the host, answers. */
function applicationLocations(application: Application, settings: EdgeSettings): Location[] {
  return pathRegions(application).flatMap(({ path, withDescendants, require, isApi }) =>
    require === undefined
      ? []
      : [
          {
            ...{ host: application.host, path: rooted(application.basePath + path), withDescendants },
            ...(require === "deny" ? denied(settings) : allowed(application, require.role, { settings, isApi })),
          },
        ],
  );
}

type Treatment = Pick<Location, "annotations" | "service">;

/** The backend of a denied path is the proxy: if the annotations fail, the client still does not reach the application. */
function denied(settings: EdgeSettings): Treatment {
  return { annotations: denyAnnotations(settings), service: proxyService(settings) };
}

function allowed(
  { host, service }: Application,
  role: string,
  { settings, isApi }: { readonly settings: EdgeSettings; readonly isApi: boolean },
): Treatment {
  return { annotations: authAnnotations(settings, role, isApi ? undefined : host), service };
}

/** In the mode `reverse-proxy` the proxy itself can be the Service. It removes the headers then. */
function passthroughLocation({ host, basePath, service }: PassthroughApplication, settings: EdgeSettings): Location {
  const annotations = service.name === settings.proxy.serviceName ? tlsAnnotations : passthroughAnnotations(settings);
  return { ...{ host, path: rooted(basePath), withDescendants: true, service }, annotations };
}

/**
 * Denies what no other location of a host matches. Without a location for `/`, the controller makes one and gives it the
 * annotations of the oldest Ingress of the host, whatever they are.
 */
function rootLocations(hosts: readonly string[], locations: readonly Location[], settings: EdgeSettings): Location[] {
  const isRoot = ({ path, withDescendants }: Location): boolean => path === "/" && withDescendants;
  return hosts
    .filter((host) => !locations.some((location) => location.host === host && isRoot(location)))
    .map((host) => ({ ...{ host, path: "/", withDescendants: true }, ...denied(settings) }));
}

/**
 * One Ingress per path, named after the path: annotations apply to a whole Ingress, and a path whose role changes must
 * change in one update. In an Ingress of another name, the controller's webhook would refuse the path ("already defined"),
 * since new objects are created before old ones are deleted. The longest paths come first: a path is created before the one
 * around it changes, and deleted after it has changed.
 */
function locationIngresses(locations: readonly Location[], context: Context): Ingress[] {
  return locations
    .toSorted((left, right) => right.path.length - left.path.length)
    .map(({ host, path, withDescendants, annotations, service }) => {
      const pathType = withDescendants ? "Prefix" : "Exact";
      const rule = hostRule(host, [{ path, pathType, backend: serviceBackend(service) }]);
      return ingress(objectName("sso", pathType.toLowerCase(), host, path), annotations, context, [rule]);
    });
}

function proxyIngress(applications: readonly Application[], context: Context): Ingress {
  const paths: IngressPath[] = [{ path: proxyPrefix, pathType: "Prefix", backend: proxyBackend(context) }];
  const rules = signInHosts(applications, context).map((host) => hostRule(host, paths));
  return ingress(objectName("sso", "proxy"), tlsAnnotations, context, rules);
}

function logoutIngress(host: string, applications: readonly Application[], context: Context): Ingress {
  const annotations = redirectAnnotations(signOutUrl(applications, host, context));
  // Not `Exact`: Traefik's provider would generate a rule as long as that of an application at the root of the host, and the
  // winner would be arbitrary.
  const path: IngressPath = { path: logoutPath, pathType: "Prefix", backend: proxyBackend(context) };
  return ingress(logoutName(host, context), annotations, context, [hostRule(host, [path])]);
}

function rooted(path: string): string {
  return path === "" ? "/" : path;
}

function proxyService({ proxy }: EdgeSettings): Application["service"] {
  return { name: proxy.serviceName, port: proxy.port };
}

function proxyBackend(settings: EdgeSettings): IngressBackend {
  return serviceBackend(proxyService(settings));
}

function serviceBackend({ name, port }: Application["service"]): IngressBackend {
  return { service: { name, port: { number: port } } };
}

function hostRule(host: string, paths: readonly IngressPath[]): IngressRule {
  return { host, http: { paths } };
}

function ingress(
  name: string,
  annotations: Readonly<Record<string, string>>,
  { namespace, certificate: { secretName }, ingressClassName }: Context,
  rules: readonly IngressRule[],
): Ingress {
  const hosts = rules.map(({ host }) => host);
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { ...edgeMetadata(name, namespace), annotations },
    spec: { ingressClassName, tls: [secretName === undefined ? { hosts } : { hosts, secretName }], rules },
  };
}

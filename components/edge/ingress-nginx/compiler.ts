import { type Application, type PathRegion, pathRegions } from "../../access";
import { objectLabels } from "../../kubernetes/labels";
import { objectName } from "../../kubernetes/object-name";
import { logoutPath, proxyPrefix } from "../../proxy-contract/endpoints";
import { logoutName, signInHosts, signOutUrl } from "../model/sign-in-endpoints";
import { type Checked, rejected, unlessProblems } from "../../validation/problem";
import type { EdgeCompiler, EdgeObject, EdgeSettings, PassthroughApplication } from "../contract";
import { authAnnotations, checkAnnotations, denyAnnotations, redirectAnnotations, tlsAnnotations } from "./annotations";
import type { IngressNginxSettings } from "./args";
import { checkExpressible } from "./limits";

/**
 * Ingresses with the annotations of ingress-nginx. They use plain paths only: a rewrite or a regular expression would turn
 * every path of the host into a case-insensitive expression. The controller is retired; Traefik's ingress-nginx provider
 * (3.7 or later) reads the same annotations. Traefik's entry point must then reject encoded characters
 * (`http.encodedCharacters`), which nginx resolves itself, and delete headers with underscores
 * (`http.underscoreHeadersStrategy`), as nginx does. Paths with `;` and encoded control characters reach the application:
 * no plain path can reject them.
 */
export const ingressNginx: EdgeCompiler<IngressNginxSettings> = {
  compile: (applications, settings, choice) => {
    const problems = applications.flatMap(checkExpressible);
    if (problems.length > 0) {
      return rejected(problems);
    }
    return checked([
      proxyIngress(applications, settings, choice),
      ...signInHosts(applications, settings).map((host) => logoutIngress(host, applications, settings, choice)),
      ...(settings.passthroughApplications ?? []).map((application) =>
        passthroughIngress(application, settings, choice),
      ),
      ...applications.flatMap((application) => applicationIngresses(application, settings, choice)),
    ]);
  },
  compileApplication: (application, settings, choice) => {
    const problems = checkExpressible(application);
    return problems.length > 0 ? rejected(problems) : checked(applicationIngresses(application, settings, choice));
  },
};

function checked(objects: readonly EdgeObject[]): Checked<readonly EdgeObject[]> {
  return unlessProblems(objects.flatMap(checkAnnotations), () => objects);
}

/** Annotations belong to a whole Ingress, so each way of answering is an Ingress of its own. */
interface Concern {
  readonly nameParts: readonly string[];
  readonly annotations: Readonly<Record<string, string>>;
  /** What stands behind the paths. */
  readonly service: Application["service"];
}

/** Paths that no rule matches get no Ingress: the controller answers 404 and the application is never asked. */
function applicationIngresses(
  application: Application,
  settings: EdgeSettings,
  choice: IngressNginxSettings,
): EdgeObject[] {
  const ingresses = new Map<string, { concern: Concern; regions: PathRegion[] }>();
  for (const region of pathRegions(application)) {
    const concern = concernOf(region, application, settings);
    if (concern !== undefined) {
      const name = objectName("sso", "app", application.name, ...concern.nameParts);
      const entry = ingresses.get(name) ?? { concern, regions: [] };
      ingresses.set(name, { concern, regions: [...entry.regions, region] });
    }
  }
  return [...ingresses].map(([name, { concern, regions }]) =>
    ingress(name, concern.annotations, { ...settings, ...choice }, [
      hostRule(
        application.host,
        regions.map((region) => ingressPath(application, region, concern.service)),
      ),
    ]),
  );
}

function concernOf(region: PathRegion, application: Application, settings: EdgeSettings): Concern | undefined {
  const { require, isApi } = region;
  if (require === undefined) {
    return undefined;
  }
  if (require === "deny") {
    // The application is not even behind a denied path: should the annotations fail, the visitor meets the proxy.
    const service = { name: settings.proxy.serviceName, port: settings.proxy.port };
    return { nameParts: ["denied"], annotations: denyAnnotations(settings), service };
  }
  return {
    nameParts: [isApi ? "api" : "pages", require.role],
    annotations: authAnnotations(settings, require.role, isApi ? undefined : application.host),
    service: application.service,
  };
}

function ingressPath(
  { basePath }: PassthroughApplication,
  { path, withDescendants }: Pick<PathRegion, "path" | "withDescendants">,
  service: PassthroughApplication["service"],
): object {
  const full = basePath + path;
  return {
    path: full === "" ? "/" : full,
    pathType: withDescendants ? "Prefix" : "Exact",
    backend: { service: { name: service.name, port: { number: service.port } } },
  };
}

function proxyIngress(
  applications: readonly Application[],
  settings: EdgeSettings,
  choice: IngressNginxSettings,
): EdgeObject {
  const paths = [{ path: proxyPrefix, pathType: "Prefix", backend: proxyBackend(settings) }];
  const rules = signInHosts(applications, settings).map((host) => hostRule(host, paths));
  return ingress(objectName("sso", "proxy"), tlsAnnotations, { ...settings, ...choice }, rules);
}

function logoutIngress(
  host: string,
  applications: readonly Application[],
  settings: EdgeSettings,
  choice: IngressNginxSettings,
): EdgeObject {
  const annotations = redirectAnnotations(signOutUrl(applications, host, settings));
  // Not Exact: as long a rule as that of an application at the root of the host, Traefik's provider would draw lots.
  const path = { path: logoutPath, pathType: "Prefix", backend: proxyBackend(settings) };
  return ingress(logoutName(host, settings), annotations, { ...settings, ...choice }, [hostRule(host, [path])]);
}

function proxyBackend({ proxy }: EdgeSettings): object {
  return { service: { name: proxy.serviceName, port: { number: proxy.port } } };
}

function passthroughIngress(
  application: PassthroughApplication,
  settings: EdgeSettings,
  choice: IngressNginxSettings,
): EdgeObject {
  const path = ingressPath(application, { path: "", withDescendants: true }, application.service);
  const name = objectName("sso", "open", application.name);
  return ingress(name, tlsAnnotations, { ...settings, ...choice }, [hostRule(application.host, [path])]);
}

/** Where an Ingress stands and who serves it: the same for all of them. */
type IngressContext = Pick<EdgeSettings, "namespace" | "certificate"> & IngressNginxSettings;

interface HostRule {
  readonly host: string;
  readonly http: { readonly paths: readonly object[] };
}

function hostRule(host: string, paths: readonly object[]): HostRule {
  return { host, http: { paths } };
}

function ingress(
  name: string,
  annotations: Readonly<Record<string, string>>,
  { namespace, certificate, ingressClassName }: IngressContext,
  rules: readonly HostRule[],
): EdgeObject {
  const hosts = rules.map(({ host }) => host);
  const { secretName } = certificate;
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name, namespace, labels: objectLabels("edge"), annotations },
    spec: { ingressClassName, tls: [secretName === undefined ? { hosts } : { hosts, secretName }], rules },
  };
}

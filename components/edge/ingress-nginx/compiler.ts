import { type Application, type ParsedPathPattern, type PathRegion, pathRegions } from "../../access";
import { objectName } from "../../kubernetes/object-name";
import { logoutPath, proxyPrefix } from "../../proxy-contract/endpoints";
import { type Checked, rejected, unlessProblems } from "../../validation/problem";
import type { EdgeCompiler, EdgeSettings, PassthroughApplication } from "../contract";
import { edgeMetadata } from "../kubernetes-object";
import { logoutName, signInHosts, signOutUrl } from "../model/sign-in-endpoints";
import { authAnnotations, checkAnnotations, denyAnnotations, redirectAnnotations, tlsAnnotations } from "./annotations";
import type { IngressNginxSettings } from "./args";
import { checkExpressible } from "./limits";
import type { Ingress, IngressBackend, IngressPath, IngressRule } from "./objects";

/**
 * Ingresses with the annotations of ingress-nginx. They use plain paths only: a rewrite or a regular expression would turn
 * every path of the host into a case-insensitive expression. The controller is retired; Traefik's ingress-nginx provider
 * (3.7 or later) reads the same annotations. Traefik's entry point must then reject encoded characters
 * (`http.encodedCharacters`), which nginx resolves itself, and delete headers with underscores
 * (`http.underscoreHeadersStrategy`), as nginx does. Paths with `;` and encoded control characters reach the application:
 * no plain path can reject them.
 */
export const ingressNginx: EdgeCompiler<IngressNginxSettings> = {
  compile: (applications, settings, { ingressClassName }) => {
    const problems = applications.flatMap(checkExpressible);
    if (problems.length > 0) {
      return rejected(problems);
    }
    const context = { ...settings, ingressClassName };
    return checked([
      proxyIngress(applications, context),
      ...signInHosts(applications, settings).map((host) => logoutIngress(host, applications, context)),
      ...(settings.passthroughApplications ?? []).map((application) => passthroughIngress(application, context)),
      ...applications.flatMap((application) => applicationIngresses(application, context)),
    ]);
  },
  compileApplication: (application, settings, { ingressClassName }) => {
    const problems = checkExpressible(application);
    return problems.length > 0
      ? rejected(problems)
      : checked(applicationIngresses(application, { ...settings, ingressClassName }));
  },
};

type Context = EdgeSettings & IngressNginxSettings;

function checked(ingresses: readonly Ingress[]): Checked<readonly Ingress[]> {
  return unlessProblems(ingresses.flatMap(checkAnnotations), () => ingresses);
}

/** Annotations apply to a whole Ingress, so each outcome is an Ingress of its own. */
interface Concern {
  readonly nameParts: readonly string[];
  readonly annotations: Readonly<Record<string, string>>;
  readonly service: Application["service"];
}

/** Paths that no rule matches get no Ingress: the controller answers 404 and the application receives no request. */
function applicationIngresses(application: Application, context: Context): Ingress[] {
  const ingresses = new Map<string, { concern: Concern; regions: PathRegion[] }>();
  for (const region of pathRegions(application)) {
    const concern = concernOf(region, application, context);
    if (concern !== undefined) {
      const name = objectName("sso", "app", application.name, ...concern.nameParts);
      const entry = ingresses.get(name) ?? { concern, regions: [] };
      ingresses.set(name, { concern, regions: [...entry.regions, region] });
    }
  }
  return [...ingresses].map(([name, { concern, regions }]) =>
    ingress(name, concern.annotations, context, [
      hostRule(
        application.host,
        regions.map((region) => ingressPath(application.basePath, region, concern.service)),
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
    // The backend of a denied path is the proxy: if the annotations fail, the client still does not reach the application.
    const service = { name: settings.proxy.serviceName, port: settings.proxy.port };
    return { nameParts: ["denied"], annotations: denyAnnotations(settings), service };
  }
  return {
    nameParts: [isApi ? "api" : "pages", require.role],
    annotations: authAnnotations(settings, require.role, isApi ? undefined : application.host),
    service: application.service,
  };
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

function passthroughIngress({ name, host, basePath, service }: PassthroughApplication, context: Context): Ingress {
  const path = ingressPath(basePath, { path: "", withDescendants: true }, service);
  return ingress(objectName("sso", "open", name), tlsAnnotations, context, [hostRule(host, [path])]);
}

function ingressPath(
  basePath: string,
  { path, withDescendants }: ParsedPathPattern,
  service: Application["service"],
): IngressPath {
  const full = basePath + path;
  return {
    path: full === "" ? "/" : full,
    pathType: withDescendants ? "Prefix" : "Exact",
    backend: serviceBackend(service),
  };
}

function proxyBackend({ proxy }: EdgeSettings): IngressBackend {
  return serviceBackend({ name: proxy.serviceName, port: proxy.port });
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

/** Address that the edge's objects have as their status. */
export interface TraefikSettings {
  readonly publicAddress: string;
}

/**
 * Entry point for tests, at the pod's address only. It keeps headers whose names alias others, so that tests can show that the
 * stack's own objects remove those that matter.
 */
export const keepAliases = { name: "keepaliases", port: 8444 };

/** Path characters that are rejected in encoded form: no spelling of a path may bypass a rule. */
const refusedEncodedCharacters = [
  "Slash",
  "BackSlash",
  "NullCharacter",
  "Semicolon",
  "Percent",
  "QuestionMark",
  "Hash",
];

/** Traefik's static configuration, with the providers for all three kinds of objects that Traefik serves for the product. */
export function traefikArguments({ publicAddress }: TraefikSettings): string[] {
  return [
    "--global.checkNewVersion=false",
    "--global.sendAnonymousUsage=false",
    "--log.level=INFO",
    "--accesslog=true",
    "--ping=true",
    "--entryPoints.traefik.address=:8080",
    "--entryPoints.web.address=:8000",
    "--entryPoints.web.http.redirections.entryPoint.to=:443",
    "--entryPoints.web.http.redirections.entryPoint.scheme=https",
    "--entryPoints.websecure.address=:8443",
    "--entryPoints.websecure.http.tls=true",
    "--entryPoints.websecure.http.aliasHeadersStrategy=delete",
    `--entryPoints.${keepAliases.name}.address=:${keepAliases.port}`,
    `--entryPoints.${keepAliases.name}.http.tls=true`,
    `--entryPoints.${keepAliases.name}.http.aliasHeadersStrategy=keep`,
    ...["websecure", keepAliases.name].flatMap((entryPoint) =>
      refusedEncodedCharacters.map(
        (character) => `--entryPoints.${entryPoint}.http.encodedCharacters.allowEncoded${character}=false`,
      ),
    ),
    "--providers.kubernetesCRD=true",
    // Without a ready proxy a protected route answers 500; by default the route would disappear, with its middlewares.
    "--providers.kubernetesCRD.allowEmptyServices=true",
    "--providers.kubernetesCRD.safeNaming=true",
    "--providers.kubernetesIngressNGINX=true",
    "--providers.kubernetesIngressNGINX.ingressClass=nginx",
    "--providers.kubernetesIngressNGINX.controllerClass=k8s.io/ingress-nginx",
    // An Ingress without a status has no address, and Pulumi waits for one.
    `--providers.kubernetesIngressNGINX.publishStatusAddress=${publicAddress}`,
    "--providers.kubernetesGateway=true",
    `--providers.kubernetesGateway.statusAddress.ip=${publicAddress}`,
  ];
}

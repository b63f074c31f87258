/** Name of the proxy's release, its Service and its Deployment; also the `app.kubernetes.io/name` of its pods. */
export const proxyReleaseName = "oauth2-proxy";

/** Port of the Service that the edge calls. */
export const proxyServicePort = 80;

/** The proxy's Service, in the namespace of the stack. */
export interface ProxyServiceArgs {
  /** Name of the Service. */
  serviceName: string;
  /** Port of the Service. */
  port: number;
}

/** The Service of the release that `OAuth2Proxy` creates. */
export const defaultProxyService: ProxyServiceArgs = { serviceName: proxyReleaseName, port: proxyServicePort };

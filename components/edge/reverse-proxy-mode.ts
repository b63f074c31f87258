import type { Application } from "../access";
import type { EdgeSettings } from "./contract";

/**
 * Settings of an edge in the proxy's mode `reverse-proxy`. The edge forwards every request to the proxy, which applies the
 * access rules, so to the edge each application is a pass-through application with the proxy's Service.
 */
export function behindProxy(applications: readonly Application[], settings: EdgeSettings): EdgeSettings {
  const { serviceName, port } = settings.proxy;
  const locations = applications.map(({ name, host, basePath }) => ({
    name,
    host,
    basePath,
    service: { name: serviceName, port },
  }));
  return { ...settings, passthroughApplications: [...locations, ...(settings.passthroughApplications ?? [])] };
}

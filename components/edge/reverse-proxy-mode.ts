import type { Application } from "../access";
import type { EdgeSettings } from "./contract";

/**
 * Where requests flow through the proxy, an edge serves the applications' locations with it, and as they come: who may do
 * what is the proxy's to say. So to an edge they are open applications with another Service.
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

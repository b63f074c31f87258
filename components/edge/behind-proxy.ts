import type { Application } from "../access";
import type { EdgeSettings } from "./edge-compiler";

/**
 * Where requests flow through the proxy, an edge serves the applications' places with it, and as they come: who may do
 * what is the proxy's to say. So to an edge they are open applications with another Service.
 */
export function behindProxy(applications: readonly Application[], settings: EdgeSettings): EdgeSettings {
  const { serviceName, port } = settings.proxy;
  const places = applications.map(({ name, host, path }) => ({
    name,
    host,
    path,
    service: { name: serviceName, port },
  }));
  return { ...settings, openApplications: [...places, ...(settings.openApplications ?? [])] };
}

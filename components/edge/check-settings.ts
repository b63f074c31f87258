import { checkInteger, checkText, portBounds } from "../validation/check";
import { dnsLabel, hostName, identifier } from "../validation/names";
import type { Problem } from "../validation/problem";
import type { EdgeSettings } from "./contract";

/**
 * Checks the settings that become part of rule strings and annotations, where one wrong character could change a rule.
 * @param path key of the settings in the configuration
 */
export function checkEdgeSettings({ namespace, host, proxy, clientId }: EdgeSettings, path: string): Problem[] {
  return [
    ...checkText(namespace, dnsLabel, `${path}.namespace`),
    ...checkText(host, hostName, `${path}.host`),
    ...checkText(proxy.serviceName, dnsLabel, `${path}.proxy.serviceName`),
    ...checkInteger(proxy.port, portBounds, `${path}.proxy.port`),
    ...checkText(clientId, identifier, `${path}.clientId`),
  ];
}

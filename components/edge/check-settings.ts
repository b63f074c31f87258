import { checkInteger, checkText, portBounds } from "../validation/check";
import { dnsLabel, hostName, identifier } from "../validation/names";
import type { Problem } from "../validation/problem";
import type { EdgeSettings } from "./contract";

/** Settings end up inside rule strings and annotations, where a stray character would change what they mean. */
export function checkEdgeSettings({ namespace, host, proxy, clientId }: EdgeSettings, path: string): Problem[] {
  return [
    ...checkText(namespace, dnsLabel, `${path}.namespace`),
    ...checkText(host, hostName, `${path}.host`),
    ...checkText(proxy.serviceName, dnsLabel, `${path}.proxy.serviceName`),
    ...checkInteger(proxy.port, portBounds, `${path}.proxy.port`),
    ...checkText(clientId, identifier, `${path}.clientId`),
  ];
}

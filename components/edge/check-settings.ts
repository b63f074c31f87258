import type { ProxyServiceArgs } from "../proxy-contract/service";
import { checkInteger, checkText, portBounds } from "../validation/check";
import { dnsLabel, hostName, identifier } from "../validation/names";
import type { Problem } from "../validation/problem";

interface CheckedSettings {
  readonly namespace: string;
  readonly host: string;
  readonly proxy?: ProxyServiceArgs;
  readonly clientId?: string;
}

/**
 * Checks the settings that become part of rule strings and annotations, where one wrong character could change a rule.
 * @param prefix of the keys, such as `sso.`
 */
export function checkEdgeSettings({ namespace, host, proxy, clientId }: CheckedSettings, prefix = ""): Problem[] {
  return [
    ...checkText(namespace, dnsLabel, `${prefix}namespace`),
    ...checkText(host, hostName, `${prefix}host`),
    ...checkText(proxy?.serviceName, dnsLabel, `${prefix}proxy.serviceName`),
    ...checkInteger(proxy?.port, portBounds, `${prefix}proxy.port`),
    ...checkText(clientId, identifier, `${prefix}clientId`),
  ];
}

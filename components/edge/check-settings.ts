import { dnsLabel, hostName, identifier } from "../validation/names";
import type { Problem } from "../validation/problem";
import type { EdgeSettings } from "./contract";

/** Settings end up inside rule strings and annotations, where a stray character would change what they mean. */
export function checkEdgeSettings(settings: EdgeSettings, path: string): Problem[] {
  const expectations = [
    ["namespace", settings.namespace, dnsLabel, "the name of a namespace"],
    ["host", settings.host, hostName, "a host name in lower case, without scheme, port or path"],
    ["proxy.serviceName", settings.proxy.serviceName, dnsLabel, "the name of a Service"],
    ["clientId", settings.clientId, identifier, "a client id of letters, digits, '.', '_' and '-'"],
  ] as const;
  const problems: Problem[] = expectations.flatMap(([key, value, pattern, expected]) =>
    pattern.test(value) ? [] : [{ path: `${path}.${key}`, value, expected }],
  );
  const { port } = settings.proxy;
  return Number.isInteger(port) && port >= 1 && port <= 65535
    ? problems
    : [...problems, { path: `${path}.proxy.port`, value: port, expected: "a port number from 1 to 65535" }];
}

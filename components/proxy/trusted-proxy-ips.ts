import { isIPv4, isIPv6 } from "node:net";
import type { Problem } from "../validation/problem";

/** A wider range is refused, or two halves (`0.0.0.0/1`, `128.0.0.0/1`) would stand in for everybody. */
const shortestPrefix = { 4: 8, 6: 16 } as const;

/**
 * The edge's addresses are the only ones whose `X-Forwarded-*` headers the proxy believes. An empty list would make it
 * believe everybody, which is what made CVE-2026-40575 exploitable.
 * @see https://github.com/oauth2-proxy/oauth2-proxy/security/advisories/GHSA-7x63-xv5r-3p2x
 */
export function checkTrustedProxyIps(addresses: readonly string[], path: string): Problem[] {
  if (addresses.length === 0) {
    return [
      {
        path,
        value: addresses,
        expected: "at least one address range of the edge's pods",
        fix: 'name the range, for example ["10.42.0.0/16"]; without it everybody could forge the client\'s address',
      },
    ];
  }
  return addresses.flatMap((address, index) => checkRange(address, `${path}[${index}]`));
}

function checkRange(range: string, path: string): Problem[] {
  const [address = "", prefix, ...rest] = range.split("/");
  const family = ipFamily(address);
  if (family === undefined || rest.length > 0 || !isPrefix(prefix, family)) {
    return [{ path, value: range, expected: 'an IP address or CIDR range such as "10.42.0.0/16"' }];
  }
  if (prefix !== undefined && Number(prefix) < shortestPrefix[family]) {
    return [
      {
        path,
        value: range,
        expected: `a range no wider than /${shortestPrefix[family]}`,
        fix: "name the range of the edge's pods only",
      },
    ];
  }
  return [];
}

function ipFamily(address: string): 4 | 6 | undefined {
  if (isIPv4(address)) {
    return 4;
  }
  return isIPv6(address) ? 6 : undefined;
}

function isPrefix(prefix: string | undefined, family: 4 | 6): boolean {
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

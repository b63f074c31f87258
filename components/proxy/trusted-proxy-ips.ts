import { addressRange, hasHostBits, parseAddressRange } from "../validation/addresses";
import type { Problem } from "../validation/problem";

/** Wider ranges are rejected: two halves (`0.0.0.0/1`, `128.0.0.0/1`) would trust every address. */
const shortestPrefix = { 4: 8, 6: 16 } as const;

/**
 * The proxy trusts `X-Forwarded-*` headers from these addresses only. With an empty list it would trust every client, which
 * made CVE-2026-40575 exploitable.
 * @see https://github.com/oauth2-proxy/oauth2-proxy/security/advisories/GHSA-7x63-xv5r-3p2x
 */
export function checkTrustedProxyIps(addresses: readonly string[], path: string): Problem[] {
  if (addresses.length === 0) {
    return [
      {
        path,
        value: addresses,
        expected: "at least one address range of the edge's pods",
        fix: 'name the range, for example ["10.42.0.0/16"]; without it any client could forge its address',
      },
    ];
  }
  return addresses.flatMap((address, index) => checkRange(address, `${path}[${index}]`));
}

function checkRange(text: string, path: string): Problem[] {
  const range = parseAddressRange(text);
  if (range === undefined) {
    return [{ path, value: text, expected: addressRange.expected }];
  }
  if (range.prefixLength < shortestPrefix[range.family]) {
    return [
      {
        path,
        value: text,
        expected: `a range no wider than /${shortestPrefix[range.family]}`,
        fix: "name the range of the edge's pods only",
      },
    ];
  }
  return hasHostBits(text, range)
    ? [{ path, value: text, expected: "a range without bits after its prefix", fix: `write "${range.network}"` }]
    : [];
}

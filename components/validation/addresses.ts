import ipaddr from "ipaddr.js";

/** A single address, or a network in CIDR notation. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly prefixLength: number;
  /** The whole range in CIDR notation, without bits after the prefix: `10.42.0.0/16` for `10.42.0.1/16`. */
  readonly network: string;
}

/** What an address range looks like; `isAddressRange` knows the rest. */
export const addressRange = {
  pattern: /^[0-9A-Fa-f.:]+(\/[0-9]{1,3})?$/,
  expected: 'an IP address or CIDR range such as "10.42.0.0/16"',
} as const;

/**
 * Reads an address range in the one notation that every program agrees on: four decimal numbers, or IPv6 in hexadecimal.
 * Octal, hexadecimal and short forms of IPv4 (`010.0.0.1`, `10.1`), zone ids and IPv4 within IPv6 are none. The last is more
 * than taste: oauth2-proxy 7.15.6 trusts every IPv4 address by `::ffff:0:0/96` (pkg/ip/net_set.go).
 * @returns `undefined` for anything else
 */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [address = "", prefix, ...rest] = text.split("/");
  const family = familyOf(address);
  if (family === undefined || rest.length > 0) {
    return undefined;
  }
  const prefixLength = parsePrefix(prefix, family === 4 ? 32 : 128);
  return prefixLength === undefined
    ? undefined
    : { family, prefixLength, network: networkOf(address, family, prefixLength) };
}

/** Whether the text is a range that oauth2-proxy accepts: it refuses to start with bits after the prefix. */
export function isAddressRange(text: string): boolean {
  const range = parseAddressRange(text);
  return range !== undefined && !hasHostBits(text, range);
}

/** Whether the address has bits after the prefix, as `10.42.0.1/16` has. */
export function hasHostBits(text: string, { family, network }: AddressRange): boolean {
  const [address = ""] = text.split("/");
  const [start = ""] = network.split("/");
  return parserOf(family).parse(address).toString() !== parserOf(family).parse(start).toString();
}

function familyOf(address: string): 4 | 6 | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) {
    return 4;
  }
  const isHexadecimal = /^[0-9A-Fa-f:]+$/.test(address) && ipaddr.IPv6.isValid(address);
  return isHexadecimal && !ipaddr.IPv6.parse(address).isIPv4MappedAddress() ? 6 : undefined;
}

function parsePrefix(prefix: string | undefined, longest: 32 | 128): number | undefined {
  if (prefix === undefined) {
    return longest;
  }
  return /^(0|[1-9]\d{0,2})$/.test(prefix) && Number(prefix) <= longest ? Number(prefix) : undefined;
}

function networkOf(address: string, family: 4 | 6, prefixLength: number): string {
  const network = parserOf(family).networkAddressFromCIDR(`${address}/${prefixLength}`);
  return `${network.toString()}/${prefixLength}`;
}

function parserOf(family: 4 | 6): typeof ipaddr.IPv4 | typeof ipaddr.IPv6 {
  return family === 4 ? ipaddr.IPv4 : ipaddr.IPv6;
}

import { isAddressRange, parseAddressRange } from "../../components/validation/addresses";

describe("an address range", () => {
  it.each([
    ["10.42.0.0/16", { family: 4, prefixLength: 16, network: "10.42.0.0/16" }],
    ["10.42.0.7", { family: 4, prefixLength: 32, network: "10.42.0.7/32" }],
    ["0.0.0.0/0", { family: 4, prefixLength: 0, network: "0.0.0.0/0" }],
    ["FD00::/64", { family: 6, prefixLength: 64, network: "fd00::/64" }],
    ["::1", { family: 6, prefixLength: 128, network: "::1/128" }],
  ])("is read from %s", (text, range) => {
    expect(parseAddressRange(text)).toEqual(range);
    expect(isAddressRange(text)).toBe(true);
  });

  it.each([
    ["an octal number", "010.0.0.1"],
    ["a hexadecimal number", "0x0a.0.0.0/8"],
    ["a short form", "10.1"],
    ["one number", "167772161"],
    ["too large a number", "10.0.0.256"],
    ["IPv4 within IPv6", "::ffff:10.0.0.1"],
    ["every IPv4 address within IPv6", "::ffff:0:0/96"],
    ["a zone id", "fe80::1%eth0"],
    ["too long a prefix", "10.0.0.0/33"],
    ["too long a prefix of IPv6", "fd00::/129"],
    ["a prefix with a leading zero", "10.0.0.0/08"],
    ["an empty prefix", "10.0.0.0/"],
    ["a mask", "10.0.0.0/255.0.0.0"],
    ["two prefixes", "10.0.0.0/8/8"],
    ["spaces", " 10.0.0.1"],
    ["a name", "traefik"],
    ["nothing", ""],
  ])("is not read from %s", (_, text) => {
    expect(parseAddressRange(text)).toBeUndefined();
    expect(isAddressRange(text)).toBe(false);
  });

  it.each([
    ["10.42.0.1/16", "10.42.0.0/16"],
    ["fd00::1/64", "fd00::/64"],
  ])("of %s, with bits after its prefix, is not one that oauth2-proxy accepts", (text, network) => {
    expect(isAddressRange(text)).toBe(false);
    expect(parseAddressRange(text)?.network).toBe(network);
  });
});

import { checkTrustedProxyIps } from "../../components/proxy/trusted-proxy-ips";

describe("checkTrustedProxyIps", () => {
  it.each(["10.42.0.0/16", "10.0.0.0/8", "192.168.1.7", "fd00::/16", "::1"])("accepts %s", (range) => {
    expect(checkTrustedProxyIps([range], "proxy.trustedProxyIps")).toEqual([]);
  });

  it("fails on an empty list, with which the proxy would trust every client", () => {
    expect(checkTrustedProxyIps([], "proxy.trustedProxyIps")).toEqual([
      expect.objectContaining({
        path: "proxy.trustedProxyIps",
        expected: "at least one address range of the edge's pods",
      }),
    ]);
  });

  it.each(["0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1", "2000::/3"])(
    "fails on %s, which trusts too many addresses",
    (range) => {
      expect(checkTrustedProxyIps(["10.42.0.0/16", range], "proxy.trustedProxyIps")).toEqual([
        expect.objectContaining({
          path: "proxy.trustedProxyIps[1]",
          value: range,
          expected: expect.stringMatching(/^a range no wider than \/(8|16)$/) as string,
        }),
      ]);
    },
  );

  it.each(["10.42.0.0/33", "10.42.0.0/16/8", "edge", "10.42.0.0/", "fd00::/129", "", "::ffff:0:0/96"])(
    "fails on %j, which is no address range",
    (range) => {
      expect(checkTrustedProxyIps([range], "proxy.trustedProxyIps")).toEqual([
        {
          path: "proxy.trustedProxyIps[0]",
          value: range,
          expected: 'an IP address or CIDR range such as "10.42.0.0/16"',
        },
      ]);
    },
  );

  it("fails on a range with bits after its prefix, with which oauth2-proxy would not start", () => {
    expect(checkTrustedProxyIps(["10.42.0.1/16"], "proxy.trustedProxyIps")).toEqual([
      {
        path: "proxy.trustedProxyIps[0]",
        value: "10.42.0.1/16",
        expected: "a range without bits after its prefix",
        fix: 'write "10.42.0.0/16"',
      },
    ]);
  });
});

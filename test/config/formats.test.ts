import type { z } from "zod";
import {
  addressRange,
  dnsLabel,
  goDuration,
  hostName,
  httpsUrl,
  identifier,
  objectName,
  prometheusDuration,
  quantity,
  redissUrl,
  uuid,
} from "../../config/fields/formats";

const formats: readonly (readonly [string, z.ZodString, accepted: readonly string[], refused: readonly string[]])[] = [
  [
    "a host name",
    hostName(),
    ["monitoring.lan", "localhost", "a-b.c"],
    ["*.lan", "a_b", "a..b", ".lan", "a/", "ü.lan"],
  ],
  [
    "an https address",
    httpsUrl("https://a"),
    ["https://keycloak.lan", "https://k.lan:8443/auth"],
    ["http://k.lan", "https://k.lan/", "https://u:p@k.lan", "https://k.lan?a=b", "https://", "https://{{.Values}}"],
  ],
  ["a Go duration", goDuration("8h"), ["8h", "1h30m", "90s"], ["1d", "8", "-1h", "8 h", "", "1.5h"]],
  ["a Prometheus duration", prometheusDuration("10d"), ["10d", "1y", "1h30m"], ["10", "d", "10days"]],
  ["an amount", quantity("1Gi"), ["10Gi", "500M"], ["10", "0Gi", "10GB", "-1Gi"]],
  [
    "an address range",
    addressRange(),
    ["10.0.0.1", "10.0.0.0/8", "fd00::/64", "::1"],
    ["10.0.0.0/33", "fd00::/129", "10.0.0", "10.0.0.0/8/8", "999.0.0.1", "pods", "::/x"],
  ],
  ["a name of an object in a host", dnsLabel("a"), ["karma", "a1"], ["Karma", "-a", "a.b", "a".repeat(64)]],
  ["a name of an object", objectName("a"), ["root-ca", "cert-manager.io"], ["Root", "a_b", "a..b", "a".repeat(254)]],
  ["an identifier", identifier("a"), ["oauth2-proxy", "Team.A_1"], ["a b", "-a", "a:b", "a,b", ""]],
  [
    "a UUID",
    uuid(),
    ["6f1d3c1e-7a55-4c9e-9d0a-2b8f4f0a9e11"],
    ["oauth2-proxy", "6F1D3C1E-7A55-4C9E-9D0A-2B8F4F0A9E11"],
  ],
  [
    "a rediss address",
    redissUrl(),
    ["rediss://redis:6379", "rediss://redis.lan/1"],
    ["redis://redis:6379", "rediss://:pw@redis", "rediss://redis?skip_verify=true"],
  ],
];

describe.each(formats)("%s", (_, format, accepted, refused) => {
  it.each(accepted)("may be %p", (value) => {
    expect(format.safeParse(value).success).toBe(true);
  });

  it.each(refused)("fails as %p", (value) => {
    expect(format.safeParse(value).success).toBe(false);
  });
});

describe("a suggestion", () => {
  it.each([
    [hostName(), "https://monitoring.lan/graph?x#y", "monitoring.lan"],
    [httpsUrl("https://a"), "keycloak.lan/", "https://keycloak.lan"],
    [goDuration("8h"), "2 weeks", "336h"],
    [prometheusDuration("10d"), "15 days", "15d"],
    [quantity("1Gi"), "10 gb", "10Gi"],
    [identifier("a"), " my realm", "my-realm"],
    [redissUrl(), "redis://:pw@redis:6379", "rediss://redis:6379"],
  ])("is itself a right value (%#)", (format, wrong, right) => {
    const [issue] = format.safeParse(wrong).error?.issues ?? [];
    expect(issue?.message).toContain(`did you mean "${right}"?`);
    expect(format.safeParse(right).success).toBe(true);
  });

  it("is not made where no right value is near", () => {
    const [issue] = hostName().safeParse("a_b c").error?.issues ?? [];
    expect(issue?.message).not.toContain("did you mean");
  });
});

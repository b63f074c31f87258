import type { z } from "zod";
import { block } from "../../config/fields/block";
import {
  addressRange,
  appName,
  dnsLabel,
  entryPoint,
  goDuration,
  hostName,
  httpsUrl,
  identifier,
  objectName,
  prometheusDuration,
  quantity,
  redissUrl,
  secretKey,
  serviceName,
  uuid,
} from "../../config/fields/formats";
import { problemsOf } from "../../config/problems/from-issues";

const formats: readonly (readonly [string, z.ZodString, accepted: readonly string[], refused: readonly string[]])[] = [
  [
    "a host name",
    hostName("a"),
    ["monitoring.lan", "localhost", "a-b.c", "1a.lan", "xn--mnchen-3ya.lan"],
    ["*.lan", "a_b", "a..b", ".lan", "a/", "ü.lan", "xn--a.lan", "a.xn--0", "10.0.0.1", "a.1", "a.0x7f", "1"],
  ],
  [
    "an https address",
    httpsUrl("https://a"),
    ["https://keycloak.lan", "https://k.lan:8443/auth"],
    ["http://k.lan", "https://k.lan/", "https://u:p@k.lan", "https://k.lan?a=b", "https://", "https://{{.Values}}"],
  ],
  [
    "a Go duration",
    goDuration("8h"),
    ["8h", "1h30m", "90s", "10h"],
    ["1d", "8", "-1h", "8 h", "", "1.5h", "0s", "0h0m"],
  ],
  [
    "a Prometheus duration",
    prometheusDuration("10d"),
    ["10d", "1y", "1h30m", "500ms"],
    ["10", "d", "10days", "", "0d", "1h1d"],
  ],
  ["a size", quantity("1Gi"), ["10Gi", "500M"], ["10", "0Gi", "10GB", "-1Gi"]],
  [
    "an address range",
    addressRange("a"),
    ["10.0.0.1", "10.0.0.0/8", "fd00::/64", "::1"],
    ["10.0.0.0/33", "fd00::/129", "10.0.0", "10.0.0.0/8/8", "999.0.0.1", "pods", "::/x", "10.42.0.1/16"],
  ],
  ["a name of most objects", dnsLabel("a"), ["karma", "a1", "a".repeat(63)], ["Karma", "-a", "a.b", "a".repeat(64)]],
  ["a name of an application", appName("a"), ["karma", "1a", "a".repeat(40)], ["Karma", "-a", "a.b", "a".repeat(41)]],
  ["a name of a Service", serviceName("a"), ["karma", "a1"], ["1a", "Karma", "a.b", "a".repeat(64)]],
  ["a name of an entry point", entryPoint("a"), ["websecure", "web_2"], ["web secure", "a,b", "`a`", ""]],
  ["a key of a Secret", secretKey("a"), ["ca.crt", "PASSWORD", ".env"], ["a/b", "a b", ""]],
  ["a name of an object", objectName("a"), ["root-ca", "cert-manager.io"], ["Root", "a_b", "a..b", "a".repeat(254)]],
  ["an identifier", identifier("a"), ["oauth2-proxy", "Team.A_1"], ["a b", "-a", "a:b", "a,b", ""]],
  [
    "a UUID",
    uuid("a"),
    ["6f1d3c1e-7a55-4c9e-9d0a-2b8f4f0a9e11"],
    ["oauth2-proxy", "6F1D3C1E-7A55-4C9E-9D0A-2B8F4F0A9E11"],
  ],
  [
    "a rediss address",
    redissUrl("a"),
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

/** The fix in the error about a value of a format. */
function fixOf(format: z.ZodString, value: unknown): string | undefined {
  const schema = block({ setting: format });
  const input = { setting: value };
  const { error } = schema.safeParse(input);
  const [problem] = error === undefined ? [] : problemsOf(error, { schema, input, isHidden: () => false });
  return problem?.fix;
}

describe("a suggestion", () => {
  it.each([
    [hostName("a"), "https://monitoring.lan/graph?x#y", "monitoring.lan"],
    [httpsUrl("a"), "keycloak.lan/", "https://keycloak.lan"],
    [goDuration("8h"), "2 weeks", "336h"],
    [prometheusDuration("10d"), "15 days", "15d"],
    [quantity("1Gi"), "10 gb", "10Gi"],
    [addressRange("a"), "10.42.0.1/16", "10.42.0.0/16"],
    [addressRange("a"), "http://10.42.0.7", "10.42.0.7"],
    [identifier("a"), " my realm", "my-realm"],
    [appName("a"), "My App", "my-app"],
    [secretKey("a"), "ca.crt\n", "ca.crt"],
    [redissUrl("a"), "redis://:pw@redis:6379", "rediss://redis:6379"],
    [identifier("a"), 2026, "2026"],
  ])("is itself an accepted value (%#)", (format, wrong, right) => {
    expect(fixOf(format, wrong)).toBe(`did you mean "${right}"?`);
    expect(format.safeParse(right).success).toBe(true);
  });

  it.each([
    [hostName("a"), "a_b c"],
    [goDuration("8h"), 240],
    [identifier("a"), null],
    [identifier("a"), ["a"]],
    [identifier("a"), { a: "b" }],
  ])("is not made where no accepted value is near (%#)", (format, wrong) => {
    expect(fixOf(format, wrong)).toBeUndefined();
  });
});

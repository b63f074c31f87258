import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { stringify } from "smol-toml";
import { parse } from "yaml";
import { keycloakUrl } from "../../components/keycloak/defaults";
import { proxyConfig } from "../../components/proxy/config/proxy-config";
import { checkTrustedProxyIps } from "../../components/proxy/trusted-proxy-ips";
import { isAddressRange } from "../../components/validation/addresses";
import { goDuration, parseDuration } from "../../components/validation/duration";
import { hasForm } from "../../components/validation/names";
import { cookies, proxySettings } from "../proxy/settings";
import { describeWithOAuth2Proxy, oauth2ProxyBinary } from "./support/oauth2-proxy-binary";
import { writeProxyFiles } from "./support/proxy-files";

const fewRuns = { numRuns: 25 };

/** What this project accepts, the program accepts and reads in the same way. */
describeWithOAuth2Proxy("the parsers of the real oauth2-proxy", () => {
  const root = mkdtempSync(join(tmpdir(), "oauth2-proxy-parsers-"));
  afterAll(() => rmSync(root, { recursive: true }));

  /** Runs the program with the rendered configuration, some of whose values are replaced. */
  function run(values: object, flag: string): { status: number | null; output: string } {
    const settings = proxySettings({ session: cookies });
    const [argument = ""] = writeProxyFiles(root, settings);
    const toml = stringify({ ...proxyConfig(settings), ...values }).replaceAll("/etc/monitoring-sso", root);
    writeFileSync(argument.replace("--config=", ""), toml);
    const { status, stdout, stderr } = spawnSync(oauth2ProxyBinary, [argument, flag], { encoding: "utf8" });
    return { status, output: `${stdout}${stderr}` };
  }

  const test = (values: object): number | null => run(values, "--config-test").status;
  const converted = (values: object): { providers: readonly Record<string, unknown>[] } => {
    const { output } = run(values, "--convert-config-to-alpha");
    return parse(output.slice(output.indexOf("injectResponseHeaders:"))) as never;
  };

  it("accept every duration that is accepted here, from the shortest to the longest", () => {
    const durations = fc
      .stringMatching(/^(\d{1,6}h)?(\d{1,6}m)?(\d{1,6}s)?$/)
      .filter((text) => goDuration.pattern.test(text));
    fc.assert(
      fc.property(durations, (duration) => {
        expect(parseDuration(duration)).toBeGreaterThan(0);
        expect([duration, test({ cookie_expire: duration, cookie_refresh: "0s" })]).toEqual([duration, 0]);
      }),
      { ...fewRuns, examples: [["999999h999999m999999s"], ["1s"], ["08h"]] },
    );
  });

  it("read a duration as long as it is here: the program compares it with the refresh interval", () => {
    const amounts = fc.record({
      hours: fc.nat(999),
      minutes: fc.nat(999_999),
      seconds: fc.integer({ min: 2, max: 999_999 }),
    });
    fc.assert(
      fc.property(amounts, ({ hours, minutes, seconds }) => {
        const expire = `${hours}h${minutes}m${seconds}s`;
        const total = parseDuration(expire) ?? 0;
        expect(test({ cookie_expire: expire, cookie_refresh: `${total - 1}s` })).toBe(0);
        expect(test({ cookie_expire: expire, cookie_refresh: `${total}s` })).not.toBe(0);
      }),
      { numRuns: 10 },
    );
  });

  it("refuse a duration that is longer than Go can count, and so it is refused here", () => {
    expect(test({ cookie_expire: "9999999h", cookie_refresh: "0s" })).not.toBe(0);
    expect(goDuration.pattern.test("9999999h")).toBe(false);
  });

  const ipv4 = fc.tuple(fc.ipV4(), fc.option(fc.nat(32))).map(([address, prefix]) => withPrefix(address, prefix));
  const ipv6 = fc.tuple(fc.ipV6(), fc.option(fc.nat(128))).map(([address, prefix]) => withPrefix(address, prefix));

  it("accept every range that is accepted here", () => {
    const accepted = fc.oneof(ipv4, ipv6).filter(isAddressRange);
    const ranges = fc.sample(accepted, 300);
    expect(run({ trusted_proxy_ips: ranges }, "--config-test")).toEqual({
      status: 0,
      output: "configuration is valid\n",
    });
    expect(ranges.some((range) => range.includes(":"))).toBe(true);
  });

  it.each(["10.42.0.1/16", "fd00::1/64", "10.0.0.0/33", "010.0.0.1", "10.1", "traefik"])(
    "and the checks here both refuse %s",
    (range) => {
      expect(test({ trusted_proxy_ips: [range] })).not.toBe(0);
      expect(checkTrustedProxyIps([range], "ips")).not.toEqual([]);
    },
  );

  it("read every text as it was written, whatever TOML escapes in it", () => {
    const texts = fc.string({ unit: "grapheme", minLength: 1 });
    fc.assert(
      fc.property(texts, (text) => {
        const [provider] = converted({ client_id: text }).providers;
        expect(provider?.["clientID"]).toBe(text);
      }),
      { ...fewRuns, examples: [['"'], ["\\"], ["\u0001"], ["\u007f"], ["'''"], ["a\tb\r\n"], ["\u{1F600}"]] },
    );
  });

  it("read every issuer URL that is accepted here, and so does the URL parser of this program", () => {
    const urls = fc
      .stringMatching(/^https:\/\/[a-z0-9.-]{1,12}(:\d{1,5})?(\/[A-Za-z0-9._~-]{1,4}){0,3}$/)
      .filter((url) => hasForm(url, keycloakUrl));
    fc.assert(
      fc.property(urls, (url) => {
        expect(URL.canParse(url)).toBe(true);
        const path = new URL(url).pathname;
        expect(url.endsWith(path === "/" ? "" : path)).toBe(true);
        const issuer = `${url}/realms/a`;
        const [provider] = converted({ oidc_issuer_url: issuer }).providers;
        expect(provider).toMatchObject({ oidcConfig: { issuerURL: issuer } });
      }),
      { ...fewRuns, examples: [["https://192.168.1.10:8443/auth"], ["https://a:65535"]] },
    );
  });

  it.each([
    "https://a:0",
    "https://a:65536",
    "https://a..b",
    "https://1",
    "https://a.0x7f",
    "https://256.0.0.1",
    "https://a/../b",
    "https://xn--a",
    "https://a.xn--0:8443/auth",
  ])("would not read %s as a browser does, and it is refused here", (url) => {
    expect(hasForm(url, keycloakUrl)).toBe(false);
  });
});

function withPrefix(address: string, prefix: number | null): string {
  return prefix === null ? address : `${address}/${prefix}`;
}

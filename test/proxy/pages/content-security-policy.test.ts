import { createHash } from "node:crypto";
import { renderPages } from "../../../components/proxy/pages/config-map";
import { contentSecurityPolicy } from "../../../components/proxy/pages/content-security-policy";
import { proxySettings } from "../settings";
import { page } from "./page";

/** Text between the tags of the page's only element with a name. */
function onlyElement(html: string, name: string): string | undefined {
  const [first, second] = [...html.matchAll(new RegExp(`<${name}[^>]*>([^]*?)</${name}>`, "g"))];
  expect(second).toBeUndefined();
  return first?.[1];
}

const hashOf = (text = ""): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe("contentSecurityPolicy", () => {
  it("forbids everything except the style of a page without script and form", () => {
    expect(contentSecurityPolicy({ style: "main {}" })).toBe(
      `default-src 'none'; style-src ${hashOf("main {}")}; form-action 'none'; base-uri 'none'`,
    );
  });
});

describe("the Content-Security-Policy of a page", () => {
  it.each([
    ["templates/sign_in.html", "form-action https:", true],
    ["templates/error.html", "form-action 'none'", false],
    ["forbidden/prometheus-viewer.html", "connect-src 'self'; form-action 'none'", true],
    ["forbidden/index.html", "connect-src 'self'; form-action 'none'", true],
  ])("allows %s its own style and script, and nothing else", (path, rest, hasScript) => {
    const html = page(path);
    const script = onlyElement(html, "script");
    expect(script !== undefined).toBe(hasScript);
    const expected = [
      "default-src 'none'",
      `style-src ${hashOf(onlyElement(html, "style"))}`,
      ...(hasScript ? [`script-src ${hashOf(script)}`] : []),
      rest,
      "base-uri 'none'",
    ].join("; ");
    expect(html).toContain(`<meta http-equiv="Content-Security-Policy" content="${expected}">`);
    expect(html).toContain('<meta name="referrer" content="no-referrer">');
  });

  it("precedes the style and the script that it allows", () => {
    for (const path of ["templates/sign_in.html", "templates/error.html", "forbidden/index.html"]) {
      const html = page(path);
      expect(html.indexOf("Content-Security-Policy")).toBeGreaterThan(0);
      expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<style"));
    }
  });

  it("matches what the proxy renders: no template action is within style or script", () => {
    for (const path of ["templates/sign_in.html", "templates/error.html"]) {
      const html = page(path);
      expect(`${onlyElement(html, "style")}${onlyElement(html, "script")}`).not.toContain("{{");
    }
  });

  it("covers everything that runs or styles: no attribute does, which no hash would cover", () => {
    for (const content of Object.values(renderPages(proxySettings({ roles: ["a"] })).data)) {
      expect(content).not.toMatch(/<[^>]*\s(on[a-z]+|style)=/);
    }
  });
});

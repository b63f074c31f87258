import { createHash } from "node:crypto";
import { signInScript } from "../../../components/proxy/pages/templates";
import { forbiddenPagePath } from "../../../components/edge/model/sign-in-endpoints";
import { pages } from "../../../components/proxy/pages/config-map";
import { settings as edgeSettings } from "../../edge/edge-settings";
import { proxySettings, reverseProxyArgs } from "../settings";

function page(path: string, overrides: Parameters<typeof proxySettings>[0] = {}): string {
  const { data, items } = pages(proxySettings({ roles: ["prometheus-viewer"], ...overrides }));
  const item = items.find((candidate) => candidate.path === path);
  return data[item?.key ?? ""] ?? "";
}

describe("the page for a missing role", () => {
  it("names the role, its client, whom to ask and how long it takes", () => {
    const html = page("forbidden/prometheus-viewer.html", { contact: "the platform team" });
    expect(html).toContain("You need the role <code>prometheus-viewer</code>");
    expect(html).toContain("<code>oauth2-proxy</code>");
    expect(html).toContain("Ask the platform team for it.");
    expect(html).toContain("at most 4m");
  });

  it("is where the edge asks for it", () => {
    expect(forbiddenPagePath("prometheus-viewer", edgeSettings())).toBe("/oauth2/forbidden/prometheus-viewer.html");
  });

  it("does not take markup from the settings", () => {
    const html = page("forbidden/prometheus-viewer.html", { contact: "<script>alert(1)</script>" });
    expect(html).not.toContain("<script>alert(1)</script>");
    expect(html).toContain("&lt;script&gt;");
  });

  it("exists without a role, and a role cannot replace it", () => {
    const { items } = pages(proxySettings({ roles: ["index"] }));
    expect(items.filter(({ path }) => path === "forbidden/index.html")).toEqual([
      { key: "forbidden.index.html", path: "forbidden/index.html" },
    ]);
    expect(page("forbidden/index.html", { roles: ["index"] })).toContain("This page is not open to you");
  });
});

describe("the file that an edge asks for", () => {
  it("is there where an edge asks for it, and not otherwise", () => {
    expect(page("check/yes", { extAuthPath: "/check" })).toBe("yes\n");
    expect(page("check/yes")).toBe("");
  });
});

describe("the templates", () => {
  it("are the ones oauth2-proxy looks for", () => {
    expect(page("templates/sign_in.html")).toMatch(/^\{\{define "sign_in.html"\}\}<!DOCTYPE html>/);
    expect(page("templates/error.html")).toMatch(/^\{\{define "error.html"\}\}<!DOCTYPE html>/);
  });

  it("run the script that takes people on to the sign-in", () => {
    expect(page("templates/sign_in.html")).toContain(signInScript);
  });

  it("execute nothing from the settings", () => {
    expect(page("templates/error.html", { contact: "{{ .Secret }}" })).not.toContain("{{ .Secret }}");
  });

  it("name the role in the error page where requests flow through the proxy, and nowhere else", () => {
    const html = page("templates/error.html", reverseProxyArgs({ contact: "the platform team" }));
    expect(html).toContain("You need the role <code>monitoring</code>");
    expect(html).toContain("Ask the platform team for it.");
    expect(html).toContain("/realms/homelab/protocol/openid-connect/logout?client_id=oauth2-proxy");
    expect(page("templates/error.html")).not.toContain("You need the role");
  });

  it("stand alone there: no edge asks for a page", () => {
    const { items } = pages(proxySettings(reverseProxyArgs()));
    expect(items.map(({ path }) => path)).toEqual([
      "templates/sign_in.html",
      "templates/error.html",
      "templates/robots.txt",
    ]);
  });

  it("are not replaced by a role of the same name", () => {
    expect(page("templates/error.html", { roles: ["error"] })).toContain('{{define "error.html"}}');
  });
});

/** What stands between the tags of the page's only element of a name. */
function onlyElement(html: string, name: string): string | undefined {
  const [first, second] = [...html.matchAll(new RegExp(`<${name}[^>]*>([^]*?)</${name}>`, "g"))];
  expect(second).toBeUndefined();
  return first?.[1];
}

describe("the policy of a page", () => {
  const hashOf = (text = ""): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

  it.each([
    ["templates/sign_in.html", "form-action https:", true],
    ["templates/error.html", "form-action 'none'", false],
    ["forbidden/prometheus-viewer.html", "connect-src 'self'; form-action 'none'", true],
    ["forbidden/index.html", "connect-src 'self'; form-action 'none'", true],
  ])("lets %s have its own style and script, and nothing else", (path, rest, hasScript) => {
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

  it("comes before what it is about", () => {
    for (const path of ["templates/sign_in.html", "templates/error.html", "forbidden/index.html"]) {
      const html = page(path);
      expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<style"));
    }
  });

  it("covers what a template fills in: nothing is filled in within style or script", () => {
    for (const path of ["templates/sign_in.html", "templates/error.html"]) {
      const html = page(path);
      expect(`${onlyElement(html, "style")}${onlyElement(html, "script")}`).not.toContain("{{");
    }
  });

  it("needs no attribute that runs or paints something, which no hash would cover", () => {
    for (const content of Object.values(pages(proxySettings({ roles: ["a"] })).data)) {
      expect(content).not.toMatch(/<[^>]*\s(on[a-z]+|style)=/);
    }
  });
});

describe("all pages", () => {
  it("load nothing from elsewhere", () => {
    for (const content of Object.values(pages(proxySettings({ roles: ["a"] })).data)) {
      expect(content).not.toMatch(/(src|href)="(https?:)?\/\//);
    }
  });

  it("come under a new name when they change, so that the pods take them up", () => {
    const before = pages(proxySettings()).configMapName;
    expect(pages(proxySettings()).configMapName).toBe(before);
    expect(pages(proxySettings({ contact: "somebody else" })).configMapName).not.toBe(before);
  });
});

import { signInScript } from "../../components/proxy/page-templates";
import { forbiddenPagePath, pages } from "../../components/proxy/pages";
import { proxySettings } from "./settings";

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
    expect(forbiddenPagePath("prometheus-viewer")).toBe("/oauth2/forbidden/prometheus-viewer.html");
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

  it("are not replaced by a role of the same name", () => {
    expect(page("templates/error.html", { roles: ["error"] })).toContain('{{define "error.html"}}');
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

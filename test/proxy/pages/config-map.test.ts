import { forbiddenPagePath } from "../../../components/edge/model/sign-in-endpoints";
import { renderPages } from "../../../components/proxy/pages/config-map";
import { settings as edgeSettings } from "../../edge/edge-settings";
import { proxySettings, reverseProxyArgs } from "../settings";
import { page } from "./page";

describe("the pages' files", () => {
  it("contain the templates under the names that oauth2-proxy looks for", () => {
    expect(page("templates/sign_in.html")).toMatch(/^\{\{define "sign_in.html"\}\}<!DOCTYPE html>/);
    expect(page("templates/error.html")).toMatch(/^\{\{define "error.html"\}\}<!DOCTYPE html>/);
    expect(page("templates/robots.txt")).toBe("User-agent: *\nDisallow: /\n");
  });

  it("contain a page per role at the path that the edge requests", () => {
    expect(page("forbidden/prometheus-viewer.html")).toContain("prometheus-viewer");
    expect(forbiddenPagePath("prometheus-viewer", edgeSettings())).toBe("/oauth2/forbidden/prometheus-viewer.html");
  });

  it("contain a general page, which no role replaces", () => {
    const { items } = renderPages(proxySettings({ roles: ["index"] }));
    expect(items.filter(({ path }) => path === "forbidden/index.html")).toEqual([
      { key: "forbidden.index.html", path: "forbidden/index.html" },
    ]);
    expect(page("forbidden/index.html", { roles: ["index"] })).toContain("You do not have access to this page");
  });

  it("contain templates that no role of the same name replaces", () => {
    expect(page("templates/error.html", { roles: ["error"] })).toContain('{{define "error.html"}}');
  });

  it("contain the templates only in reverse-proxy mode, in which no edge requests a page", () => {
    const { items } = renderPages(proxySettings(reverseProxyArgs()));
    expect(items.map(({ path }) => path)).toEqual([
      "templates/sign_in.html",
      "templates/error.html",
      "templates/robots.txt",
    ]);
  });

  it("contain the response of the external authorization path, if there is one", () => {
    expect(page("check/yes", { extAuthPath: "/check" })).toBe("yes\n");
    expect(page("check/yes")).toBe("");
  });

  it("load nothing from other hosts", () => {
    for (const content of Object.values(renderPages(proxySettings({ roles: ["a"] })).data)) {
      expect(content).not.toMatch(/(src|href)="(https?:)?\/\//);
    }
  });

  it("get a new ConfigMap when they change, so that the pods restart with them", () => {
    const before = renderPages(proxySettings()).configMapName;
    expect(renderPages(proxySettings()).configMapName).toBe(before);
    expect(renderPages(proxySettings({ contact: "the platform team" })).configMapName).not.toBe(before);
  });
});

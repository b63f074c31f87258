import { createHash } from "node:crypto";
import { mountPaths } from "../mount-paths";
import type { ProxySettings } from "../settings";
import { errorTemplate, forbiddenPage, signInTemplate } from "./templates";

/** Folder of the pages that oauth2-proxy renders itself: `sign_in.html`, `error.html`, `robots.txt`. */
export const templatesFolder = `${mountPaths.pages}/templates`;
/** Folder of the pages for a missing role. */
export const forbiddenPagesFolder = `${mountPaths.pages}/forbidden`;
/** Folder that the proxy serves at `extAuthPath`. */
export const extAuthFolder = `${mountPaths.pages}/check`;

/** A file of the pages' ConfigMap: its key, its mount path and its content. */
interface PageFile {
  readonly key: string;
  readonly path: string;
  readonly content: string;
}

/** Every page of the proxy. */
export interface Pages {
  /** Changes with the content, so that new pods mount new pages: the proxy reads its templates at its start. */
  readonly configMapName: string;
  readonly data: Readonly<Record<string, string>>;
  /** Mount path of each key, below `mountPaths.pages`. */
  readonly items: readonly { readonly key: string; readonly path: string }[];
}

export function renderPages(settings: ProxySettings): Pages {
  const files = [
    template("sign_in.html", signInTemplate()),
    template("error.html", errorTemplate(settings)),
    template("robots.txt", "User-agent: *\nDisallow: /\n"),
    ...(settings.reverseProxy === undefined ? forbiddenPages(settings) : []),
    ...(settings.extAuthPath === undefined ? [] : [{ key: "check.yes", path: "check/yes", content: "yes\n" }]),
  ];
  const data = Object.fromEntries(files.map(({ key, content }) => [key, content]));
  const hash = createHash("sha256").update(JSON.stringify(data)).digest("hex").slice(0, 8);
  return {
    configMapName: `oauth2-proxy-pages-${hash}`,
    data,
    items: files.map(({ key, path }) => ({ key, path })),
  };
}

/** Pages that an edge shows; in reverse-proxy mode the proxy shows its own error page instead. */
function forbiddenPages(settings: ProxySettings): PageFile[] {
  return [
    ...settings.roles.filter(isNotIndex).map((role) => forbidden(role, forbiddenPage(settings, role))),
    // The general page; it also prevents the file server from listing the folder.
    forbidden("index", forbiddenPage(settings)),
  ];
}

function template(name: string, content: string): PageFile {
  return { key: name, path: `templates/${name}`, content };
}

/** The prefix prevents a role called `error` from replacing a template. */
function forbidden(name: string, content: string): PageFile {
  return { key: `forbidden.${name}.html`, path: `forbidden/${name}.html`, content };
}

/** A role called `index` gets the general page. */
function isNotIndex(role: string): boolean {
  return role !== "index";
}

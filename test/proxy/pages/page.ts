import type { OAuth2ProxyArgs } from "../../../components/proxy/args";
import { renderPages } from "../../../components/proxy/pages/config-map";
import { proxySettings } from "../settings";

/** Content of the page that is mounted at a path, or an empty text if there is none. */
export function page(path: string, overrides: Partial<OAuth2ProxyArgs> = {}): string {
  const { data, items } = renderPages(proxySettings({ roles: ["prometheus-viewer"], ...overrides }));
  const item = items.find((candidate) => candidate.path === path);
  return data[item?.key ?? ""] ?? "";
}

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { rootCertificates } from "node:tls";
import { stringify } from "yaml";
import { alphaConfig } from "../../../components/proxy/config/alpha";
import { coreConfig } from "../../../components/proxy/config/core";
import { proxyConfig } from "../../../components/proxy/config/proxy-config";
import { proxyConfigToml } from "../../../components/proxy/config/toml";
import { mountPaths } from "../../../components/proxy/mount-paths";
import { renderPages } from "../../../components/proxy/pages/config-map";
import type { ProxySettings } from "../../../components/proxy/settings";

/** Where the proxy listens, and what it reaches. */
export interface Listening {
  readonly address: string;
  /** Replacements in the rendered text, for URLs that a test cannot serve. */
  readonly replacements?: Readonly<Record<string, string>>;
}

/**
 * Writes the mounts of a pod below a folder, as the chart mounts them.
 * @returns the command-line arguments of the proxy
 */
export function writeProxyFiles(
  root: string,
  settings: ProxySettings,
  { address, replacements = {} }: Listening = { address: "127.0.0.1:4180" },
): string[] {
  const { data, items } = renderPages(settings);
  const allReplacements = { [dirname(mountPaths.pages)]: root, ...replacements };
  const put = (path: string, content: string): string => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
    return join(root, path);
  };
  const rendered = (path: string, text: string): string =>
    put(
      path,
      Object.entries(allReplacements).reduce((changed, [from, to]) => changed.replaceAll(from, to), text),
    );
  put("credentials/client-secret", "secret");
  put("credentials/cookie-secret", Buffer.alloc(32, 0xfb).toString("base64url"));
  put("ca/ca.crt", rootCertificates[0] ?? "");
  items.forEach(({ key, path }) => put(`pages/${path}`, data[key] ?? ""));

  const { reverseProxy } = settings;
  if (reverseProxy === undefined) {
    return [`--config=${rendered("oauth2_proxy.cfg", proxyConfigToml(proxyConfig(settings)))}`];
  }
  const structured = { server: { bindAddress: address }, ...alphaConfig(settings, reverseProxy) };
  return [
    `--config=${rendered("oauth2_proxy.cfg", proxyConfigToml(coreConfig(settings, reverseProxy)))}`,
    `--alpha-config=${rendered("oauth2_proxy.yml", stringify(structured))}`,
  ];
}

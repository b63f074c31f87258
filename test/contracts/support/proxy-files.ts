import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { rootCertificates } from "node:tls";
import { stringify } from "yaml";
import { alphaConfig } from "../../../components/proxy/config/alpha";
import { coreConfig } from "../../../components/proxy/config/core";
import { pages } from "../../../components/proxy/pages/config-map";
import { mountPaths } from "../../../components/proxy/mount-paths";
import { proxyConfig } from "../../../components/proxy/config/proxy-config";
import { proxyConfigToml } from "../../../components/proxy/config/toml";
import type { ProxySettings } from "../../../components/proxy/settings";

/** Where a proxy listens that is not started by the chart. */
export interface Listening {
  readonly address: string;
  /** What stands in for addresses that a test cannot have: from the rendered text to the test's own. */
  readonly instead?: Readonly<Record<string, string>>;
}

/**
 * Lays out the mounts of a pod below a folder, as the chart would.
 * @returns the program's arguments
 */
export function layOutProxy(
  root: string,
  settings: ProxySettings,
  { address, instead = {} }: Listening = { address: "127.0.0.1:4180" },
): string[] {
  const { data, items } = pages(settings);
  const replacements = { [dirname(mountPaths.pages)]: root, ...instead };
  const put = (path: string, content: string): string => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
    return join(root, path);
  };
  const rendered = (path: string, text: string): string =>
    put(
      path,
      Object.entries(replacements).reduce((changed, [from, to]) => changed.replaceAll(from, to), text),
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

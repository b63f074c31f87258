import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { rootCertificates } from "node:tls";
import { pages } from "../../../components/proxy/pages";
import { proxyConfig } from "../../../components/proxy/proxy-config";
import { proxyConfigToml } from "../../../components/proxy/proxy-config-toml";
import type { ProxySettingsArgs } from "../../../components/proxy/proxy-settings";
import { proxySettings } from "../../proxy/settings";

/**
 * Lays out the mounts of a proxy's pod in a folder.
 * @param extra lines for the configuration file
 * @returns the argument that names the configuration file
 */
export function layOutMounts(root: string, overrides: Partial<ProxySettingsArgs>, extra = ""): string {
  const settings = proxySettings(overrides);
  const { data, items } = pages(settings);
  const files: Record<string, string> = {
    "credentials/client-secret": "secret",
    "credentials/cookie-secret": Buffer.alloc(32, 0xfb).toString("base64url"),
    "ca/ca.crt": rootCertificates[0] ?? "",
    "oauth2_proxy.cfg": `${proxyConfigToml(proxyConfig(settings)).replaceAll("/etc/monitoring-sso", root)}\n${extra}\n`,
    ...Object.fromEntries(items.map(({ key, path }) => [`pages/${path}`, data[key] ?? ""])),
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return `--config=${join(root, "oauth2_proxy.cfg")}`;
}

import { stringify } from "smol-toml";
import type { CoreConfig } from "./core";
import type { OAuth2ProxyConfig } from "./proxy-config";

/**
 * The configuration file, keys in the order of `proxyConfig`.
 *
 * The chart runs the text through Helm's template engine, which would execute a value with `{{` or fail. No valid setting
 * contains it.
 */
export function proxyConfigToml(config: OAuth2ProxyConfig | CoreConfig): string {
  const toml = stringify(config);
  if (toml.includes("{{")) {
    throw new Error('the proxy\'s configuration must not contain "{{": Helm would execute it as a template');
  }
  return toml;
}

import { existsSync, readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Path of oauth2-proxy: `OAUTH2_PROXY_BINARY`, or the binary that the sandbox built. */
export function findOAuth2Proxy(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return env.OAUTH2_PROXY_BINARY ?? builtBySandbox(env);
}

function builtBySandbox(env: NodeJS.ProcessEnv): string | undefined {
  const cache = env.MONITORING_SSO_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "monitoring-sso");
  const toolchain = join(cache, "toolchain");
  if (!existsSync(toolchain)) {
    return undefined;
  }
  const binaries = readdirSync(toolchain)
    .filter((name) => name.startsWith("oauth2-proxy-"))
    .map((name) => join(toolchain, name, "oauth2-proxy"))
    .filter((path) => existsSync(path));
  // The newest: an older one can be another version.
  return binaries.sort((left, right) => statSync(right).mtimeMs - statSync(left).mtimeMs)[0];
}

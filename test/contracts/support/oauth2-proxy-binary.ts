import { existsSync, readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Path of the real program: `OAUTH2_PROXY_BINARY`, or the newest one that the sandbox built. */
const found = process.env.OAUTH2_PROXY_BINARY ?? builtBySandbox(process.env);

export const oauth2ProxyBinary = found ?? "";

/** Skipped without the program; `skipped-tests-reporter.js` then prints how to build it, and fails where `CI` is set. */
export const describeWithOAuth2Proxy = found === undefined ? describe.skip : describe;

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
  // The newest: an older one can be of another version.
  return binaries.sort((left, right) => statSync(right).mtimeMs - statSync(left).mtimeMs)[0];
}

import type { HelmValue } from "../../helm/values";

const secretKey =
  /^(.*_)?(password|secret|token|api_key|routing_key|service_key|user_key|secret_key|access_key|credentials|slack_api_url|webhook_url)$/i;
const secretUrl = /^https:\/\/hooks\.slack\.com\//;
const secretLine =
  /^\s*(- )?(\w+_)?(password|secret|token|api_key|credentials|routing_key|slack_api_url|webhook_url):\s*[^\s$]/m;
/** Grafana's and the shell's notation for a file or a variable. */
const reference = /^\$(__)?(\w*\{|\w+$)/;

/** Keys of the plain secrets in a value, as the user reads them: `receivers[0].slack_configs[0].api_url`. */
export function plainSecrets(value: HelmValue, path: string, key: string): string[] {
  if (typeof value === "string") {
    return isSecret(value, key) ? [path] : [];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item: HelmValue, index) => plainSecrets(item, `${path}[${index}]`, key));
  }
  return Object.entries(value).flatMap(([name, below]) =>
    plainSecrets(below, `${path}.${name}`, key === "secureJsonData" ? "secret" : name),
  );
}

function isSecret(value: string, key: string): boolean {
  if (value === "" || reference.test(value)) {
    return false;
  }
  return secretKey.test(key) || secretUrl.test(value) || (value.includes("\n") && secretLine.test(value));
}

import type { RawStack } from "../../config/read-stack";

/**
 * A stack's configuration as the engine hands it over: blocks become JSON, and a key is secret when it holds a
 * `secure` value, which arrives decrypted.
 */
export function rawStack(config: Readonly<Record<string, unknown>>): RawStack {
  const values = Object.entries(config).map(([key, value]) => [key, handedOver(decrypted(value))] as const);
  const secretKeys = Object.keys(config).filter((key) => JSON.stringify(config[key]).includes('{"secure":'));
  return { values: Object.fromEntries(values), isSecret: (key) => secretKeys.includes(key) };
}

function handedOver(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function decrypted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(decrypted);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return "secure" in value
    ? "decrypted"
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, decrypted(inner)]));
}

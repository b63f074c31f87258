import { isIP } from "node:net";
import type { z } from "zod";
import * as names from "../../components/validation/names";
import { formatted } from "./scalars";

const dnsName = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";

/** A host name, as in a browser's address bar between `https://` and the first slash. */
export function hostName(example = "monitoring.example.com"): z.ZodString {
  return formatted({
    expected: "a host name without scheme, port or path",
    pattern: names.hostName.pattern,
    suggest: (value) =>
      value
        .trim()
        .toLowerCase()
        .replace(/^[a-z]+:\/\//, "")
        .replace(/[:/?#].*$/, ""),
    examples: [example],
  });
}

/** An address without credentials, query or trailing slash. Clear text is refused: tokens travel over it. */
export function httpsUrl(example: string): z.ZodString {
  return formatted({
    expected: "an https:// address without credentials, query or trailing slash",
    pattern: /^https:\/\/[a-z0-9.-]+(:\d{1,5})?(\/[A-Za-z0-9._~-]+)*$/,
    suggest: (value) =>
      `https://${value
        .trim()
        .replace(/^[a-z]+:\/\//, "")
        .replace(/^[^/@]*@/, "")
        .replace(/[?#].*$/, "")
        .replace(/\/+$/, "")}`,
    examples: [example],
  });
}

/** A length of time as the Go programs behind it write it. */
export function goDuration(example: string): z.ZodString {
  return formatted({
    expected: 'a duration of hours, minutes and seconds such as "8h" or "1h30m"',
    pattern: /^(\d+[hms])+$/,
    suggest: (value) => {
      const days = /^(\d+)\s*(d|day|days|w|week|weeks)$/.exec(value.trim());
      return days === null ? value.replaceAll(" ", "") : `${Number(days[1]) * (days[2]?.startsWith("w") ? 168 : 24)}h`;
    },
    examples: [example],
  });
}

/** Prometheus has its own units, among them days, which Go does not know. */
export function prometheusDuration(example: string): z.ZodString {
  return formatted({
    expected: 'a duration such as "15d", "12h" or "1y"',
    pattern: /^([0-9]+(y|w|d|h|m|s|ms))+$/,
    suggest: (value) => value.replaceAll(" ", "").replace(/(day|week|year|hour)s?$/, (unit) => unit.charAt(0)),
    examples: [example],
  });
}

/** An amount of storage as Kubernetes writes it. */
export function quantity(example: string): z.ZodString {
  return formatted({
    expected: 'an amount such as "10Gi"',
    pattern: /^[1-9][0-9]*(Mi|Gi|Ti|M|G|T)$/,
    suggest: (value) =>
      value.replaceAll(" ", "").replace(/([MGT])i?B?$/i, (_, unit: string) => `${unit.toUpperCase()}i`),
    examples: [example],
  });
}

/** An address or a network. Whether it is too wide is for the room that trusts it to say. */
export function addressRange(): z.ZodString {
  return formatted({
    expected: 'an IP address or a network such as "10.244.0.0/16"',
    pattern: /^[0-9A-Fa-f.:]+(\/[0-9]{1,3})?$/,
    isRight: isAddressRange,
    suggest: (value) => value.replace(/^[a-z]+:\/\//, ""),
    examples: ["10.244.0.0/16"],
  });
}

function isAddressRange(value: string): boolean {
  const [address = "", prefix = "0"] = value.split("/");
  const longestPrefix = isIP(address) === 4 ? 32 : 128;
  return isIP(address) !== 0 && Number(prefix) <= longestPrefix;
}

/** Names of Kubernetes objects and of our applications. */
export function dnsLabel(example: string): z.ZodString {
  return formatted({
    expected: "a name of lower-case letters, digits and '-', at most 63 characters",
    pattern: names.dnsLabel.pattern,
    suggest: (value) =>
      value
        .trim()
        .toLowerCase()
        .replace(/[ _.]+/g, "-"),
    examples: [example],
  });
}

/** Names of Kubernetes objects that may have dots: Secrets, issuers, API groups. */
export function objectName(example: string): z.ZodString {
  return formatted({
    expected: "a name of lower-case letters, digits, '-' and '.', at most 253 characters",
    pattern: new RegExp(`^(?=.{1,253}$)${dnsName}(\\.${dnsName})*$`),
    suggest: (value) => value.trim().toLowerCase().replace(/[ _]+/g, "-"),
    examples: [example],
  });
}

/** Realms, clients, roles: what can stand in a URL and in `role:<client>:<role>` without escaping. */
export function identifier(example: string): z.ZodString {
  return formatted({
    expected: "a name of letters, digits, '.', '_' and '-'",
    pattern: names.identifier.pattern,
    suggest: (value) => value.trim().replace(/ +/g, "-"),
    examples: [example],
  });
}

/** Ids of Keycloak's objects. */
export function uuid(): z.ZodString {
  return formatted({
    expected: "a UUID",
    pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    suggest: (value) => value.trim().toLowerCase(),
    examples: ["6f1d3c1e-7a55-4c9e-9d0a-2b8f4f0a9e11"],
  });
}

/** A Redis-protocol server. TLS only: session tickets cross the network; credentials belong into a Secret. */
export function redissUrl(): z.ZodString {
  return formatted({
    expected: "a rediss:// address without credentials",
    pattern: /^rediss:\/\/[A-Za-z0-9.-]+(:\d{1,5})?(\/\d*)?$/,
    suggest: (value) => value.replace(/^redis:/, "rediss:").replace(/\/\/[^/]*@/, "//"),
    examples: ["rediss://redis.example.com:6379"],
  });
}

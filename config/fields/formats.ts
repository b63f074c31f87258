import type { z } from "zod";
import { applicationName } from "../../components/access/defaults";
import { entryPointName } from "../../components/edge/traefik/args";
import { keycloakUrl } from "../../components/keycloak/defaults";
import { realmName } from "../../components/keycloak/urls";
import { volumeSize } from "../../components/kubernetes/volume-size";
import { prometheusDuration as prometheusForm } from "../../components/monitoring/defaults";
import { redissUrl as redissForm } from "../../components/sessions/defaults";
import { addressRange as rangeForm, isAddressRange, parseAddressRange } from "../../components/validation/addresses";
import { goDuration as goForm } from "../../components/validation/duration";
import * as names from "../../components/validation/names";
import { textOf } from "./texts";

/** A host name, as in a browser's address bar between `https://` and the first slash. */
export function hostName(example: string): z.ZodString {
  return textOf(names.hostName, {
    example,
    suggest: (value) =>
      value
        .trim()
        .toLowerCase()
        .replace(/^[a-z]+:\/\//, "")
        .replace(/[:/?#].*$/, ""),
  });
}

/** The URL of a Keycloak. */
export function httpsUrl(example: string): z.ZodString {
  return textOf(keycloakUrl, {
    example,
    suggest: (value) =>
      `https://${value
        .trim()
        .replace(/^[a-z]+:\/\//, "")
        .replace(/^[^/@]*@/, "")
        .replace(/[?#].*$/, "")
        .replace(/\/+$/, "")}`,
  });
}

/** A duration as Go writes it. */
export function goDuration(example: string): z.ZodString {
  return textOf(goForm, {
    example,
    suggest: (value) => {
      const days = /^(\d+)\s*(d|day|days|w|week|weeks)$/.exec(value.trim());
      return days === null ? value.replaceAll(" ", "") : `${Number(days[1]) * (days[2]?.startsWith("w") ? 168 : 24)}h`;
    },
  });
}

/** A duration in Prometheus' units, which include days. */
export function prometheusDuration(example: string): z.ZodString {
  return textOf(prometheusForm, {
    example,
    suggest: (value) => value.replaceAll(" ", "").replace(/(day|week|year|hour)s?$/, (unit) => unit.charAt(0)),
  });
}

/** The size of a volume. */
export function quantity(example: string): z.ZodString {
  return textOf(volumeSize, {
    example,
    suggest: (value) =>
      value.replaceAll(" ", "").replace(/([MGT])i?B?$/i, (_, unit: string) => `${unit.toUpperCase()}i`),
  });
}

/** An IP address or CIDR range. Whether it is too wide is for the component that trusts it to check. */
export function addressRange(example: string): z.ZodString {
  return textOf(rangeForm, {
    example,
    isRight: isAddressRange,
    suggest: (value) => {
      const bare = value.trim().replace(/^[a-z]+:\/\//, "");
      return isAddressRange(bare) ? bare : parseAddressRange(bare)?.network;
    },
  });
}

const toLabel = (value: string): string =>
  value
    .trim()
    .toLowerCase()
    .replace(/[ _.]+/g, "-");

/** The name of most Kubernetes objects. */
export function dnsLabel(example: string): z.ZodString {
  return textOf(names.dnsLabel, { example, suggest: toLabel });
}

/** The name of a Service. */
export function serviceName(example: string): z.ZodString {
  return textOf(names.serviceName, { example, suggest: toLabel });
}

/** The name of an application. */
export function appName(example: string): z.ZodString {
  return textOf(applicationName, { example, suggest: toLabel });
}

/** The name of an entry point of Traefik. */
export function entryPoint(example: string): z.ZodString {
  return textOf(entryPointName, { example });
}

/** The name of Kubernetes objects that may contain dots: Secrets, issuers, API groups. */
export function objectName(example: string): z.ZodString {
  return textOf(names.dnsSubdomain, {
    example,
    suggest: (value) => value.trim().toLowerCase().replace(/[ _]+/g, "-"),
  });
}

/** A key within a Secret. */
export function secretKey(example: string): z.ZodString {
  return textOf(names.secretKey, { example, suggest: (value) => value.trim() });
}

/** The name of a realm. */
export function realm(example: string): z.ZodString {
  return textOf(realmName, { example, suggest: (value) => value.trim().replace(/ +/g, "-") });
}

/** The name of a client or role. */
export function identifier(example: string): z.ZodString {
  return textOf(names.identifier, { example, suggest: (value) => value.trim().replace(/ +/g, "-") });
}

/** The id of an object in Keycloak. */
export function uuid(example: string): z.ZodString {
  return textOf(names.uuid, { example, suggest: (value) => value.trim().toLowerCase() });
}

/** The URL of a server with the Redis protocol. */
export function redissUrl(example: string): z.ZodString {
  return textOf(redissForm, {
    example,
    suggest: (value) => value.replace(/^redis:/, "rediss:").replace(/\/\/[^/]*@/, "//"),
  });
}

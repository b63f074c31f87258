import { domainToASCII, domainToUnicode } from "node:url";

/**
 * Forms of text that end up inside rule strings, annotations, URLs and Kubernetes objects. Each form is defined here once:
 * two checks that drift apart would let one module accept what another reads differently. The configuration's schema uses
 * the same forms.
 */
export interface TextForm {
  readonly pattern: RegExp;
  /**
   * What a pattern cannot express about a text that matches it.
   * @default - every text that matches the pattern is right
   */
  readonly isRight?: (text: string) => boolean;
  /** What is allowed, as a phrase without a full stop. */
  readonly expected: string;
}

/** Whether a text has a form. */
export function hasForm(text: string, { pattern, isRight }: TextForm): boolean {
  return pattern.test(text) && isRight?.(text) !== false;
}

/** Name of most Kubernetes objects: RFC 1123 label. */
export const dnsLabel: TextForm = {
  pattern: /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
  expected: "a name of lower-case letters, digits and '-', at most 63 characters",
};

/** Name of a Service: RFC 1035 label, which starts with a letter. */
export const serviceName: TextForm = {
  pattern: /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
  expected: "the name of a Service: lower-case letters, digits and '-', starting with a letter, at most 63 characters",
};

/** Name of Kubernetes objects that may contain dots, such as Secrets and IngressClasses: RFC 1123 subdomain. */
export const dnsSubdomain: TextForm = {
  pattern: /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
  expected: "a name of lower-case letters, digits, '-' and '.', at most 253 characters",
};

/** Source of a pattern of the ports within URLs: a URL with another one cannot be parsed. */
export const urlPort = String.raw`(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])`;

/** Source of a pattern of hosts whose last label is a number: a browser reads them as IPv4 addresses, and few are one. */
export const numericHost = String.raw`(?:[a-z0-9-]+\.)*(?:\d+|0x[0-9a-f]*)`;

/**
 * Whether every label that begins with `xn--` encodes an internationalized one (RFC 5891). Go and Kubernetes do not decode
 * labels; browsers do, and not all of them open a host with another one. Neither do all versions of Node: the parser of 24
 * accepts what that of 20 refuses, so a label counts only if it survives decoding and encoding.
 */
export function hasValidPunycode(host: string): boolean {
  return host
    .split(".")
    .filter((label) => label.startsWith("xn--"))
    .every((label) => {
      const decoded = domainToUnicode(label);
      return decoded !== label && domainToASCII(decoded) === label;
    });
}

/** A host in lower case: no wildcard, and no character that could end the string in which an edge's rule holds it. */
export const hostName: TextForm = {
  pattern: new RegExp(
    String.raw`^(?=.{1,253}$)(?!${numericHost}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$`,
  ),
  isRight: hasValidPunycode,
  expected: "a host name in lower case, without scheme, port, path or wildcard",
};

/**
 * Clients and roles. They appear unescaped in `allowed_groups=role:<client>:<role>` and in an ingress-nginx annotation, where
 * a comma would separate groups, a colon would name another role, and `&` would start another parameter.
 */
export const identifier: TextForm = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
  expected: "a name of letters, digits, '.', '_' and '-'",
};

/** Id of an object in Keycloak. */
export const uuid: TextForm = {
  pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  expected: "a UUID",
};

/** Key within a Secret. */
export const secretKey: TextForm = {
  pattern: /^[A-Za-z0-9._-]{1,253}$/,
  expected: "a key of a Secret: letters, digits, '.', '_' and '-'",
};

/** Text that is not empty. */
export const presentText: TextForm = { pattern: /\S/, expected: "text that is not empty" };

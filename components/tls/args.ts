import { checkInteger, checkText } from "../validation/check";
import { exactlyOne } from "../validation/choice";
import { dnsSubdomain, presentText } from "../validation/names";
import type { Problem } from "../validation/problem";
import { tlsDefaults, validityHoursBounds } from "./defaults";

/** Source of the certificate that covers every host of the stack: exactly one block. */
export interface TlsArgs {
  /** cert-manager issues the certificate and renews it in the cluster. */
  certManager?: CertManagerTlsArgs;
  /** The stack creates the certificate and a CA, which browsers must trust. For homelabs. */
  selfSigned?: SelfSignedTlsArgs;
  /** A certificate that exists already. */
  existing?: ExistingTlsArgs;
}

export interface CertManagerTlsArgs {
  /** The issuer. */
  issuerRef: IssuerRefArgs;
}

/** A cert-manager issuer of any kind, including those of other projects. */
export interface IssuerRefArgs {
  /** Name of the issuer. */
  name: string;
  /**
   * Kind: `ClusterIssuer`, `Issuer` (in the stack's namespace), or one of another group such as `StepClusterIssuer`.
   * @default "ClusterIssuer"
   */
  kind?: string;
  /**
   * API group of the kind, such as `certmanager.step.sm`.
   * @default "cert-manager.io"
   */
  group?: string;
}

export interface SelfSignedTlsArgs {
  /**
   * Common name of the CA, which browsers show in their list of trusted CAs.
   * @default "monitoring-sso CA"
   */
  commonName?: string;
  /**
   * Validity of the host certificate in hours, 24 to 19800: Apple's systems refuse more than 825 days. An update in the
   * last third of that time, at most 30 days before the end, renews it.
   * @default 8760
   * @see https://support.apple.com/en-us/103769
   */
  validityHours?: number;
  /**
   * Protects the CA and its key from deletion: every browser must trust a new CA again.
   * @default true
   */
  protect?: boolean;
}

export interface ExistingTlsArgs {
  /**
   * TLS Secret in the stack's namespace. Its certificate must be valid for every host of the stack.
   * @default - the edge serves the hosts with its own certificate, a default or wildcard one
   */
  secretName?: string;
}

/** An issuer with all defaults filled in. */
export interface IssuerRef {
  readonly name: string;
  readonly kind: string;
  readonly group: string;
}

/** The chosen source with all defaults filled in. */
export type TlsSettings =
  | { readonly type: "cert-manager"; readonly issuerRef: IssuerRef }
  | {
      readonly type: "self-signed";
      readonly commonName: string;
      readonly validityHours: number;
      readonly protect: boolean;
    }
  | { readonly type: "existing"; readonly secretName?: string };

/** @param path where the block is in the configuration */
export function checkTls(args: TlsArgs, path: string): Problem[] {
  const choice = exactlyOne(args, ["certManager", "selfSigned", "existing"], path, {
    none: "choose the source of the host certificate",
  });
  const { certManager, selfSigned, existing } = args;
  const issuerRef = `${path}.certManager.issuerRef`;
  return choice.length > 0
    ? choice
    : [
        ...checkText(certManager?.issuerRef.name, dnsSubdomain, `${issuerRef}.name`),
        ...checkText(certManager?.issuerRef.kind, presentText, `${issuerRef}.kind`),
        ...checkText(certManager?.issuerRef.group, dnsSubdomain, `${issuerRef}.group`),
        ...checkText(existing?.secretName, dnsSubdomain, `${path}.existing.secretName`),
        ...checkInteger(selfSigned?.validityHours, validityHoursBounds, `${path}.selfSigned.validityHours`),
      ];
}

/** Field by field: a spread would replace a default by an argument that is `undefined`. */
export function resolveTls({ certManager, selfSigned, existing }: TlsArgs): TlsSettings {
  if (certManager !== undefined) {
    const { name, kind = tlsDefaults.issuerRef.kind, group = tlsDefaults.issuerRef.group } = certManager.issuerRef;
    return { type: "cert-manager", issuerRef: { name, kind, group } };
  }
  if (selfSigned !== undefined) {
    const defaults = tlsDefaults.selfSigned;
    const {
      commonName = defaults.commonName,
      validityHours = defaults.validityHours,
      protect = defaults.protect,
    } = selfSigned;
    return { type: "self-signed", commonName, validityHours, protect };
  }
  return { type: "existing", ...existing };
}

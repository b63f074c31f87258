import type { Problem } from "../validation/problem";

/** Where the certificate of every host comes from: exactly one of the three. */
export interface TlsArgs {
  /** cert-manager issues and renews it in the cluster. */
  certManager?: CertManagerTlsArgs;
  /** Made by this stack with an authority of its own, which browsers must be told to trust. For homelabs. */
  selfSigned?: SelfSignedTlsArgs;
  /** It exists already. */
  existing?: ExistingTlsArgs;
}

export interface CertManagerTlsArgs {
  issuerRef: IssuerRefArgs;
}

/** A cert-manager issuer of any kind, those of other projects included. */
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
   * Common name of the authority, shown where browsers list the authorities they trust.
   * @default "monitoring-sso CA"
   */
  commonName?: string;
  /**
   * How long the host's certificate is valid, in hours, 24 to 19800: Apple's systems refuse more than 825 days. It is
   * renewed by an update that runs in the last third of that time, at most 30 days before the end.
   * @default 8760
   * @see https://support.apple.com/en-us/103769
   */
  validityHours?: number;
  /**
   * Whether the authority and its key are protected from deletion: a new authority must be trusted anew everywhere.
   * @default true
   */
  protect?: boolean;
}

export interface ExistingTlsArgs {
  /**
   * TLS Secret in the stack's namespace. Its certificate must be valid for every host of the stack.
   * @default - the edge serves the hosts with a certificate of its own, a default or wildcard one
   */
  secretName?: string;
}

export interface IssuerRef {
  readonly name: string;
  readonly kind: string;
  readonly group: string;
}

export type TlsChoice =
  | { readonly type: "cert-manager"; readonly issuerRef: IssuerRef }
  | {
      readonly type: "self-signed";
      readonly commonName: string;
      readonly validityHours: number;
      readonly protect: boolean;
    }
  | { readonly type: "existing"; readonly secretName?: string };

/** @param path where the block stands in the configuration */
export function checkTls(args: TlsArgs, path: string): Problem[] {
  const given = (["certManager", "selfSigned", "existing"] as const).filter((key) => args[key] !== undefined);
  if (given.length !== 1) {
    return [
      {
        path,
        value: given,
        expected: "exactly one of certManager, selfSigned and existing",
        fix: given.length === 0 ? "choose where the host's certificate comes from" : "remove the others",
      },
    ];
  }
  const { certManager, selfSigned, existing } = args;
  return [
    ...checkName(certManager?.issuerRef.name, `${path}.certManager.issuerRef.name`, "the name of an issuer"),
    ...checkName(certManager?.issuerRef.kind, `${path}.certManager.issuerRef.kind`, "the kind of an issuer"),
    ...checkName(certManager?.issuerRef.group, `${path}.certManager.issuerRef.group`, "the API group of an issuer"),
    ...checkName(existing?.secretName, `${path}.existing.secretName`, "the name of a TLS Secret, or nothing"),
    ...checkValidity(selfSigned?.validityHours, `${path}.selfSigned.validityHours`),
  ];
}

function checkName(name: string | undefined, path: string, expected: string): Problem[] {
  return name === undefined || name.trim() !== "" ? [] : [{ path, value: name, expected }];
}

function checkValidity(hours: number | undefined, path: string): Problem[] {
  return hours === undefined || (Number.isInteger(hours) && hours >= 24 && hours <= 19800)
    ? []
    : [{ path, value: hours, expected: "whole hours from 24 to 19800" }];
}

/** Applies the defaults to arguments without problems. */
export function resolveTls(args: TlsArgs): TlsChoice {
  if (args.certManager !== undefined) {
    const { name, kind, group } = args.certManager.issuerRef;
    return {
      type: "cert-manager",
      issuerRef: { name, kind: kind ?? "ClusterIssuer", group: group ?? "cert-manager.io" },
    };
  }
  if (args.selfSigned !== undefined) {
    const { commonName, validityHours, protect } = args.selfSigned;
    return {
      type: "self-signed",
      commonName: commonName ?? "monitoring-sso CA",
      validityHours: validityHours ?? 8760,
      protect: protect ?? true,
    };
  }
  return { type: "existing", ...args.existing };
}

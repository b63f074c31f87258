import type * as pulumi from "@pulumi/pulumi";

/** Where a PEM bundle of certificate authorities is found: a Secret in the stack's namespace. */
export interface CaBundle {
  readonly secretName: string;
  /** Key within the Secret, conventionally `ca.crt`. */
  readonly key: string;
}

/** The certificate that the edge presents for the shared host. */
export interface EdgeCertificate {
  /**
   * TLS Secret in the stack's namespace; absent when the edge serves the host with a certificate of its own (a default
   * or wildcard certificate).
   */
  readonly secretName?: string;
}

/** A certificate for a server inside the cluster, and how its clients check it. */
export interface ServerCertificate {
  /** TLS Secret in the stack's namespace with the keys `tls.crt`, `tls.key` and `ca.crt`. */
  readonly secretName: string;
  /** Authority that signed it. */
  readonly ca: CaBundle;
  /** Changes with the certificate; pods carry it, because servers read their certificate once. */
  readonly revision: pulumi.Input<string>;
}

import type * as pulumi from "@pulumi/pulumi";

/** A PEM bundle of CA certificates in a Secret of the stack's namespace. */
export interface CaBundle {
  /** Name of the Secret. */
  secretName: string;
  /** Key within the Secret, conventionally `ca.crt`. */
  key: string;
}

/** The certificate that the edge presents. */
export interface EdgeCertificate {
  /**
   * TLS Secret in the stack's namespace.
   * @default - the edge presents its own certificate, a default or wildcard one
   */
  secretName?: string;
}

/** A certificate for a server inside the cluster, and the CA that its clients trust. */
export interface ServerCertificate {
  /** TLS Secret in the stack's namespace with the keys `tls.crt`, `tls.key` and `ca.crt`. */
  secretName: string;
  /** CA that signed it. */
  ca: CaBundle;
  /** Changes with the certificate. Pods carry it in an annotation, because servers read their certificate only once. */
  revision: pulumi.Input<string>;
}

import { block, exactlyOne } from "../fields/block";
import { formatted, toggle, wholeNumber } from "../fields/scalars";
import { dnsLabel, objectName } from "../fields/formats";
import { text } from "../fields/text";

/** Who signs the certificate the edge presents for `host`. */
export const tls = exactlyOne({
  certManager: block({
    issuerRef: block({
      name: objectName("letsencrypt").meta({ description: "Name of the issuer." }),
      kind: text("ClusterIssuer").meta({ description: "Kind of the issuer.", default: "ClusterIssuer" }).optional(),
      group: objectName("cert-manager.io")
        .meta({
          description: "API group of the issuer; `certmanager.step.sm` for the step issuer.",
          default: "cert-manager.io",
        })
        .optional(),
    }),
  })
    .meta({ description: "A Certificate of cert-manager, renewed in the cluster." })
    .optional(),
  selfSigned: block({
    commonName: text("monitoring-sso CA")
      .meta({ description: "Name of the authority in a browser's list.", default: "monitoring-sso CA" })
      .optional(),
    validityHours: wholeNumber(24, 19800)
      .meta({ description: "Validity of the host's certificate in hours, 24 to 19800.", default: 8760 })
      .optional(),
    protect: toggle()
      .meta({ description: "Whether the authority and its key are protected from deletion.", default: true })
      .optional(),
  })
    .meta({
      description:
        "A root CA and a certificate made by the stack, for homelabs. The stack output `caCertificate` is what browsers must trust.",
    })
    .optional(),
  existing: block({
    secretName: objectName("monitoring-tls")
      .meta({
        description:
          "TLS Secret in the stack's namespace, valid for every host of the stack; without it, the edge serves them with its default or wildcard certificate.",
      })
      .optional(),
  })
    .meta({ description: "A certificate that somebody else takes care of." })
    .optional(),
});

const pem = formatted({
  expected: "certificates in PEM form",
  pattern: /^\s*-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s-]+-----END CERTIFICATE-----\s*$/,
  isRight: (value) => !value.includes("PRIVATE KEY"),
  fix: "private keys do not belong here",
  examples: ["-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n"],
})
  // Public, unless somebody pasted a private key.
  .meta({ hidden: true });

/** The authorities that signed Keycloak's certificate, where those are not public ones. */
export const caBundle = exactlyOne({
  pem: pem.meta({ description: "The certificates themselves, in PEM form; they are public." }).optional(),
  secret: block({
    namespace: dnsLabel("cert-manager")
      .meta({ description: "Namespace of the Secret; without it, the stack's." })
      .optional(),
    name: objectName("root-ca").meta({ description: "Name of the Secret." }),
    key: text("ca.crt").meta({ description: "Key within the Secret.", default: "ca.crt" }).optional(),
  })
    .meta({ description: "A Secret of the cluster, copied into the stack's namespace." })
    .optional(),
});

import { caKey, certificateBundle, tlsDefaults, validityHoursBounds } from "../../components/tls/defaults";
import { block, exactlyOneOf } from "../fields/block";
import { dnsLabel, objectName, secretKey } from "../fields/formats";
import { toggle, wholeNumber } from "../fields/scalars";
import { text, textOf } from "../fields/texts";

const issuerRef = block({
  name: objectName("letsencrypt").meta({ description: "Name of the issuer." }),
  kind: text("ClusterIssuer")
    .meta({
      description: "Kind of the issuer: `ClusterIssuer`, `Issuer` (in the stack's namespace), or one of another group.",
      default: tlsDefaults.issuerRef.kind,
    })
    .optional(),
  group: objectName("cert-manager.io")
    .meta({
      description: "API group of the kind, such as `certmanager.step.sm`.",
      default: tlsDefaults.issuerRef.group,
    })
    .optional(),
});

const selfSigned = block({
  commonName: text("monitoring-sso CA")
    .meta({
      description: "Common name of the CA, as browsers list it.",
      default: tlsDefaults.selfSigned.commonName,
    })
    .optional(),
  validityHours: wholeNumber(validityHoursBounds)
    .meta({
      description:
        "Validity of the host certificate in hours, 24 to 19800. An update in the last third of that time renews it, at most 30 days before it expires.",
      default: tlsDefaults.selfSigned.validityHours,
    })
    .optional(),
  protect: toggle()
    .meta({
      description: "Protects the CA and its key from deletion: every browser would have to trust a new CA.",
      default: tlsDefaults.selfSigned.protect,
    })
    .optional(),
});

/** Where the certificate of the hosts comes from. */
export const tls = exactlyOneOf({
  certManager: block({ issuerRef: issuerRef.meta({ description: "Issuer of any kind and API group." }) })
    .meta({ description: "cert-manager issues the certificate and renews it in the cluster." })
    .optional(),
  selfSigned: selfSigned
    .meta({
      description:
        "The stack creates a root CA and the certificate: for homelabs. Browsers must trust the stack output `caCertificate`.",
    })
    .optional(),
  existing: block({
    secretName: objectName("monitoring-tls")
      .meta({
        description: "TLS Secret in the stack's namespace. Its certificate must be valid for every host of the stack.",
        defaultText: "the edge serves the hosts with its own certificate, a default or wildcard one",
      })
      .optional(),
  })
    .meta({ description: "An existing certificate, managed elsewhere." })
    .optional(),
});

/** CAs that signed Keycloak's certificate. */
export const caBundle = exactlyOneOf({
  pem: textOf(certificateBundle, {
    example: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
    instruction: "private keys do not belong here",
  })
    .meta({
      description: "CA certificates in PEM form; they are public.",
      // Unless somebody pasted a private key.
      hidden: true,
    })
    .optional(),
  secret: block({
    namespace: dnsLabel("cert-manager")
      .meta({ description: "Namespace of the Secret.", defaultText: "the stack's namespace" })
      .optional(),
    name: objectName("root-ca").meta({ description: "Name of the Secret." }),
    key: secretKey("tls.crt").meta({ description: "Key within the Secret.", default: caKey }).optional(),
  })
    .meta({ description: "A Secret of the cluster. Every update copies it to the stack's namespace." })
    .optional(),
});

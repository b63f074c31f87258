import * as keycloak from "@pulumi/keycloak";
import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { MonitoringSso } from "./components";
import { stackDefaults } from "./components/stack/defaults";
import { readCertificates } from "./components/tls/ca-bundle";
import { keycloakAdminDefaults, loadStackConfig, type StackConfig } from "./config";

/** The program of a stack: Pulumi calls what this module exports, and takes what it returns as the outputs. */
function program(): Record<string, unknown> {
  const config = loadStackConfig();
  const kubernetesProvider = new kubernetes.Provider("cluster", config.kubernetes ?? {});
  const sso = new MonitoringSso("monitoring-sso", config, {
    providers: { kubernetes: kubernetesProvider, keycloak: keycloakProvider(config, kubernetesProvider) },
  });
  return {
    // URL of each application.
    urls: sso.urls,
    // Sign-in of the stack: what a `ProtectedApplication` of another program needs, and the roles that grant access.
    signIn: { issuerUrl: sso.issuerUrl, ...sso.signIn },
    // CA certificate that browsers must trust, where the stack created it (`tls.selfSigned`).
    ...(sso.caCertificate === undefined ? {} : { caCertificate: sso.caCertificate }),
  };
}

/** The provider reads what the stack's file does not set from its environment: `KEYCLOAK_USER` and so on. */
function keycloakProvider(config: StackConfig, kubernetesProvider: kubernetes.Provider): keycloak.Provider {
  return new keycloak.Provider("keycloak", {
    // The provider requires it, unlike the rest: Keycloak's own client for administrators.
    clientId: process.env["KEYCLOAK_CLIENT_ID"] ?? keycloakAdminDefaults.clientId,
    ...config.keycloakAdmin,
    url: config.keycloakAdmin?.url ?? config.keycloak.url,
    rootCaCertificate: rootCa(config, kubernetesProvider),
    // The provider's five seconds are too short for a Keycloak that is starting.
    clientTimeout: 30,
    // Wrong credentials are one clear error before anything is created, rather than many during the update.
    initialLogin: true,
  });
}

/** The CA of Keycloak, for this program. Without one, the system's CA certificates and `SSL_CERT_FILE`. */
function rootCa({ caBundle, namespace }: StackConfig, provider: kubernetes.Provider): pulumi.Input<string> | undefined {
  const { pem, secret } = caBundle ?? {};
  const stackNamespace = namespace?.name ?? stackDefaults.namespace.name;
  return secret === undefined ? pem : readCertificates("keycloak-ca", secret, stackNamespace, { provider });
}

export = program;

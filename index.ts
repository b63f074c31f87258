import * as keycloak from "@pulumi/keycloak";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { MonitoringSso } from "./components";
import { stackDefaults } from "./components/stack/defaults";
import { readCertificates } from "./components/tls/ca-bundle";
import { keycloakAdminDefaults, loadStackConfig, type StackConfig } from "./config";

/** The program of a stack: Pulumi calls what this module exports, and takes what it returns as the outputs. */
function program(): Record<string, unknown> {
  const config = loadStackConfig();
  // The engine records a component's arguments in the state: it receives only its own, not those of the providers.
  const { kubernetes: cluster = {}, keycloakAdmin = {}, ...args } = config;
  const kubernetesProvider = new kubernetes.Provider("cluster", cluster);
  const sso = new MonitoringSso("monitoring-sso", args, {
    providers: {
      kubernetes: kubernetesProvider,
      keycloak: keycloakProvider({ ...args, keycloakAdmin }, kubernetesProvider),
    },
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

/**
 * The provider reads what the stack's file does not set from its environment: `KEYCLOAK_USER` and so on. Each value of
 * `keycloakAdmin` is a secret, because the engine does not report which of them the file encrypts.
 */
function keycloakProvider(config: StackConfig, kubernetesProvider: kubernetes.Provider): keycloak.Provider {
  const admin = Object.entries(config.keycloakAdmin ?? {}).map(([key, value]) => [key, pulumi.secret(value)] as const);
  return new keycloak.Provider("keycloak", {
    // The provider requires it, unlike the rest: Keycloak's own client for administrators.
    clientId: process.env["KEYCLOAK_CLIENT_ID"] ?? keycloakAdminDefaults.clientId,
    url: config.keycloak.url,
    ...Object.fromEntries(admin),
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

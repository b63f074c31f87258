import * as keycloak from "@pulumi/keycloak";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { MonitoringSso } from "./components";
import { certificatesFrom } from "./components/tls/ca-bundle";
import { loadStackConfig, type StackConfig } from "./config";

/** The program of a stack: Pulumi calls what this module exports, and takes what it returns as the outputs. */
function program(): Record<string, unknown> {
  const config = loadStackConfig();
  const kubernetesProvider = new kubernetes.Provider("cluster", config.kubernetes ?? {});
  const sso = new MonitoringSso("monitoring-sso", config, {
    providers: { kubernetes: kubernetesProvider, keycloak: keycloakProvider(config, kubernetesProvider) },
  });
  return {
    // Where to go, by application.
    urls: sso.urls,
    // Who gets in: whoever holds one of these roles of this client. And what a `ProtectedApplication` elsewhere must know.
    signIn: { issuerUrl: sso.issuerUrl, ...sso.signIn },
    // The authority that browsers must trust, where the stack made one (`tls.selfSigned`).
    ...(sso.caCertificate === undefined ? {} : { caCertificate: sso.caCertificate }),
  };
}

/** What is not said in the stack's file, the provider reads from its environment: `KEYCLOAK_USER` and so on. */
function keycloakProvider(config: StackConfig, kubernetesProvider: kubernetes.Provider): keycloak.Provider {
  return new keycloak.Provider("keycloak", {
    // Required by the provider, unlike the rest: Keycloak's own client for people who administer it.
    clientId: process.env["KEYCLOAK_CLIENT_ID"] ?? "admin-cli",
    ...config.keycloakAdmin,
    url: config.keycloakAdmin?.url ?? config.keycloak.url,
    rootCaCertificate: rootCa(config, kubernetesProvider),
    // The provider's five seconds are short for a Keycloak that is just waking up.
    clientTimeout: 30,
    // Wrong credentials are one clear error before anything is created, rather than many in the middle.
    initialLogin: true,
  });
}

/** Keycloak's authority, for the program itself as well. Without one, the machine's roots and `SSL_CERT_FILE`. */
function rootCa({ caBundle, namespace }: StackConfig, provider: kubernetes.Provider): pulumi.Input<string> | undefined {
  const { pem, secret } = caBundle ?? {};
  if (secret === undefined) {
    return pem;
  }
  const id = `${secret.namespace ?? namespace?.name ?? "monitoring"}/${secret.name}`;
  const source = kubernetes.core.v1.Secret.get("keycloak-ca", id, { provider });
  return pulumi.unsecret(source.data.apply((data) => certificatesFrom(data, secret.key ?? "ca.crt")));
}

export = program;

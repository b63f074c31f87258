import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { kubeRouterUser } from "./kube-router-role.js";
import { networkPlan } from "./network-plan.js";

/** A cluster is never resumed after its end, so a year outlives any of them. */
const validDays = "365";

interface CertificateRequest {
  /** File name without extension. */
  readonly name: string;
  readonly ca: "ca" | "etcd-ca";
  readonly commonName: string;
  /** Kubernetes reads it as a group. */
  readonly organization?: string;
  /** `DNS:` and `IP:` entries; a client certificate has none. */
  readonly names?: readonly string[];
  readonly usage: "serverAuth" | "clientAuth" | "serverAuth,clientAuth";
}

const apiServerNames = [
  "DNS:kubernetes",
  "DNS:kubernetes.default",
  "DNS:kubernetes.default.svc",
  `DNS:kubernetes.default.svc.${networkPlan.clusterDomain}`,
  `IP:${networkPlan.kubernetesServiceIp}`,
  `IP:${networkPlan.nodeIp}`,
];

/**
 * etcd has its own CA: it accepts every client with a certificate of its CA, and a kubelet must not be one. The other
 * identities are those to which Kubernetes binds its built-in roles; the role of kube-router is our own.
 */
export const certificateRequests: readonly CertificateRequest[] = [
  {
    name: "etcd",
    ca: "etcd-ca",
    commonName: "etcd",
    names: ["DNS:localhost", "IP:127.0.0.1"],
    usage: "serverAuth,clientAuth",
  },
  { name: "etcd-client", ca: "etcd-ca", commonName: "kube-apiserver", usage: "clientAuth" },
  { name: "apiserver", ca: "ca", commonName: "kube-apiserver", names: apiServerNames, usage: "serverAuth" },
  {
    name: "kubelet-client",
    ca: "ca",
    commonName: "kube-apiserver-kubelet-client",
    organization: "system:masters",
    usage: "clientAuth",
  },
  { name: "admin", ca: "ca", commonName: "sandbox-admin", organization: "system:masters", usage: "clientAuth" },
  { name: "controller-manager", ca: "ca", commonName: "system:kube-controller-manager", usage: "clientAuth" },
  { name: "scheduler", ca: "ca", commonName: "system:kube-scheduler", usage: "clientAuth" },
  { name: "kube-proxy", ca: "ca", commonName: "system:kube-proxy", usage: "clientAuth" },
  { name: "kube-router", ca: "ca", commonName: kubeRouterUser, usage: "clientAuth" },
  {
    name: "kubelet",
    ca: "ca",
    commonName: `system:node:${networkPlan.nodeName}`,
    organization: "system:nodes",
    names: [`DNS:${networkPlan.nodeName}`, `IP:${networkPlan.nodeIp}`],
    usage: "serverAuth,clientAuth",
  },
];

interface CertificateConfig {
  readonly commonName: string;
  readonly organization?: string | undefined;
  /** Lines of the X.509 extensions section. */
  readonly extensions: readonly string[];
}

/** The whole OpenSSL configuration of one certificate, so that the machine's openssl.cnf has no effect on it. */
function opensslConfig({ commonName, organization, extensions }: CertificateConfig): string {
  return [
    "[req]",
    "prompt = no",
    "distinguished_name = name",
    "x509_extensions = extensions",
    "[name]",
    ...(organization ? [`O = ${organization}`] : []),
    `CN = ${commonName}`,
    "[extensions]",
    ...extensions,
    "",
  ].join("\n");
}

function leafConfig({ commonName, organization, usage, names }: CertificateRequest): string {
  const extensions = [
    "basicConstraints = critical,CA:FALSE",
    "keyUsage = critical,digitalSignature,keyEncipherment",
    `extendedKeyUsage = ${usage}`,
    ...(names ? [`subjectAltName = ${names.join(",")}`] : []),
  ];
  return opensslConfig({ commonName, organization, extensions });
}

function caConfig(commonName: string): string {
  const extensions = [
    "basicConstraints = critical,CA:TRUE",
    "keyUsage = critical,keyCertSign,cRLSign",
    "subjectKeyIdentifier = hash",
  ];
  return opensslConfig({ commonName, extensions });
}

async function selfSign(folder: string, name: string, config: string, extra: readonly string[] = []): Promise<void> {
  const configFile = join(folder, `${name}.cnf`);
  await writeFile(configFile, config);
  const files = ["-config", configFile, "-keyout", join(folder, `${name}.key`), "-out", join(folder, `${name}.crt`)];
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  await execa("openssl", ["req", "-x509", ...newKey, "-days", validDays, ...files, ...extra]);
}

/** Creates both CAs, every certificate and the key that signs service account tokens. */
export async function makeCertificates(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const serviceAccountKey = join(folder, "service-account.key");
  await Promise.all([
    selfSign(folder, "ca", caConfig("monitoring-sso sandbox kubernetes")),
    selfSign(folder, "etcd-ca", caConfig("monitoring-sso sandbox etcd")),
    execa("openssl", ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", serviceAccountKey]),
  ]);
  const publicKey = join(folder, "service-account.pub");
  await Promise.all([
    execa("openssl", ["pkey", "-in", serviceAccountKey, "-pubout", "-out", publicKey]),
    ...certificateRequests.map((request) =>
      selfSign(folder, request.name, leafConfig(request), [
        "-CA",
        join(folder, `${request.ca}.crt`),
        "-CAkey",
        join(folder, `${request.ca}.key`),
      ]),
    ),
  ]);
}

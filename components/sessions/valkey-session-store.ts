import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import {
  chartRelease,
  type ChartSource,
  type ChartSourceArgs,
  checkChartSource,
  resolveChartSource,
} from "../helm/chart-source";
import { objectLabels } from "../kubernetes/labels";
import type { ServerCertificate } from "../tls/types";
import { resolver, settle } from "../validation/settle";
import { checkValkey, resolveValkey, type ValkeySessionsArgs } from "./args";
import type { RedisConnectionArgs } from "./redis-connection";
import { valkeyConnection, valkeyName, type ValkeySettings, valkeyValues } from "./valkey-values";

/** Valkey for sessions, in the stack's namespace. */
export interface ValkeySessionStoreArgs extends ValkeySessionsArgs {
  /** The stack's namespace. Plain value: it is part of the URL. */
  namespace: string;
  /** Certificate for the Service `valkey`. Name its component in `dependsOn`. */
  certificate: ServerCertificate;
  /**
   * Source of the chart.
   * @default - its upstream repository
   */
  charts?: ChartSourceArgs;
}

/** The certificate as far as it is known before it exists. */
type CertificateNames = Omit<ServerCertificate, "revision">;

/** The arguments with all defaults filled in. */
export interface ValkeySessionStoreSettings extends ValkeySettings {
  readonly charts: ChartSource;
}

export function resolveValkeySessionStore(
  args: Omit<ValkeySessionStoreArgs, "certificate"> & { readonly certificate: CertificateNames },
): ValkeySessionStoreSettings {
  return {
    ...resolveValkey(args),
    namespace: args.namespace,
    password: { secretName: "valkey-credentials", key: "redis-password" },
    tlsSecretName: args.certificate.secretName,
    ca: args.certificate.ca,
    charts: resolveChartSource(args.charts),
  };
}

const valkeySessionStore = resolver(
  (args: ValkeySessionStoreArgs) => [...checkValkey(args), ...checkChartSource(args.charts ?? {}, "charts")],
  resolveValkeySessionStore,
);

/** Letters and digits only: the chart hashes the password in a shell. 48 of them are 285 bits. */
const passwordLength = 48;

/** Five minutes: a first start pulls one small image. */
const releaseTimeoutSeconds = 300;

/**
 * One Valkey with TLS only, one user with the few commands that the proxy needs, and a generated password. Its sessions are
 * encrypted with keys that only the browsers' cookies contain.
 */
export class ValkeySessionStore extends pulumi.ComponentResource {
  /** How the proxy reaches it: names of Secrets, nothing secret. */
  public readonly connection: RedisConnectionArgs;

  constructor(name: string, args: ValkeySessionStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:ValkeySessionStore", name, args, opts);
    const settings = settle(args, valkeySessionStore, this);
    const child = { parent: this };
    const password = new random.RandomPassword(
      `${name}-password`,
      { length: passwordLength, special: false, keepers: { rotation: settings.rotation } },
      child,
    );
    const credentials = new k8s.core.v1.Secret(
      `${name}-credentials`,
      {
        metadata: { name: settings.password.secretName, namespace: args.namespace, labels: objectLabels("sessions") },
        stringData: { [settings.password.key]: password.result },
      },
      child,
    );
    new k8s.helm.v3.Release(
      `${name}-valkey`,
      {
        ...chartRelease(settings.charts, "valkey"),
        name: valkeyName,
        namespace: args.namespace,
        timeout: releaseTimeoutSeconds,
        values: { ...valkeyValues(settings), podAnnotations: restartAnnotations(settings, args.certificate) },
      },
      { ...child, dependsOn: [credentials], deleteBeforeReplace: true },
    );
    this.connection = valkeyConnection(settings);
    this.registerOutputs({ connection: this.connection });
  }
}

/** The chart detects neither a new password nor a new certificate: the server reads both once, at its start. */
function restartAnnotations(
  { rotation }: ValkeySettings,
  { revision }: ServerCertificate,
): Record<string, pulumi.Input<string>> {
  return { "monitoring-sso/password-rotation": rotation, "monitoring-sso/certificate-revision": revision };
}

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { chartRelease, type ChartSourceArgs, checkChartSource, resolveChartSource } from "../helm/chart-source";
import { objectLabels } from "../kubernetes/labels";
import { formatProblems } from "../validation/problem";
import type { ServerCertificate } from "../tls/types";
import type { RedisSessions, SessionStore } from "./types";
import { checkSessions, resolveValkey, type ValkeySessionsArgs } from "./args";
import { valkeyConnection, valkeyName, type ValkeySettings, valkeyValues } from "./valkey-values";

/** Valkey for sessions, in the stack's namespace. */
export interface ValkeySessionStoreArgs extends ValkeySessionsArgs {
  /** The stack's namespace. Plain value: it is part of the URL. */
  namespace: string;
  /** Certificate for the Service `valkey`. Give its component in `dependsOn`. */
  certificate: ServerCertificate;
  /**
   * Where the chart comes from.
   * @default - its upstream repository
   */
  charts?: ChartSourceArgs;
}

/** Letters and digits only: the chart hashes the password in a shell. 48 of them are 285 bits. */
const passwordLength = 48;

/** Five minutes: a first start pulls one small image. */
const releaseTimeoutSeconds = 300;

/**
 * One Valkey with TLS only, one user with the few commands the proxy needs, and a generated password. Sessions in it
 * are encrypted with a key that only the browser's cookie holds.
 */
export class ValkeySessionStore extends pulumi.ComponentResource implements SessionStore {
  /** How the proxy reaches it: names of Secrets, nothing secret. */
  public readonly connection: RedisSessions;

  constructor(name: string, args: ValkeySessionStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:ValkeySessionStore", name, args, opts);
    const problems = [
      ...checkSessions({ valkey: { storage: args.storage } }, "sessions"),
      ...checkChartSource(args.charts ?? {}, "charts"),
    ];
    if (problems.length > 0) {
      throw new pulumi.ResourceError(formatProblems(problems), this);
    }
    const settings = resolveSettings(args);
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
        ...chartRelease(resolveChartSource(args.charts), "valkey"),
        name: valkeyName,
        namespace: args.namespace,
        timeout: releaseTimeoutSeconds,
        values: { ...valkeyValues(settings), podAnnotations: restartAnnotations(settings, args.certificate) },
      },
      { ...child, dependsOn: [credentials], deleteBeforeReplace: true },
    );
    this.connection = valkeyConnection(settings);
    this.registerOutputs({ urls: this.connection.urls });
  }
}

function resolveSettings(args: ValkeySessionStoreArgs): ValkeySettings {
  const { storage, rotation } = resolveValkey(args);
  return {
    namespace: args.namespace,
    storage,
    rotation,
    password: { secretName: "valkey-credentials", key: "redis-password" },
    tlsSecretName: args.certificate.secretName,
    ca: args.certificate.ca,
  };
}

/** The chart notices neither a new password nor a new certificate: the server reads both once, at its start. */
function restartAnnotations(
  { rotation }: ValkeySettings,
  { revision }: ServerCertificate,
): Record<string, pulumi.Input<string>> {
  return { "monitoring-sso/password-rotation": rotation, "monitoring-sso/certificate-revision": revision };
}

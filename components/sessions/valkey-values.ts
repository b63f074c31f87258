import { serviceHost } from "../kubernetes/service-host";
import { caKey } from "../tls/defaults";
import type { CaBundle } from "../tls/types";
import type { ValkeyChoice } from "./args";
import type { RedisConnectionArgs } from "./redis-connection";
import type { SecretKey } from "./types";

/** Everything about the store that is known before anything is created. */
export interface ValkeySettings extends ValkeyChoice {
  readonly namespace: string;
  readonly password: SecretKey;
  readonly tlsSecretName: string;
  readonly ca: CaBundle;
}

/** Release name; the chart names its Service and workload after it. */
export const valkeyName = "valkey";

/** Port of the Service; its pods listen on the same one. */
export const valkeyPort = 6379;

/**
 * The commands that oauth2-proxy 7.15.6 sends (go-redis 9.22, redislock 0.10): sessions by key, and the lock around a
 * refresh, a script. Nothing else: a stolen password permits neither listing keys, changing the server nor writing files.
 */
const proxyCommands = [
  "auth",
  "hello",
  "ping",
  "get",
  "set",
  "del",
  "exists",
  "eval",
  "evalsha",
  "mget",
  "mset",
  "msetnx",
  "getrange",
  "pexpire",
] as const;

export const aclPermissions = ["~*", "resetchannels", "-@all", ...proxyCommands.map((name) => `+${name}`)].join(" ");

/**
 * Memory for sessions: about 10,000 of 5 kB. A full store refuses new sign-ins instead of signing users out; only
 * signed-in users can fill it.
 */
const memory = ["maxmemory 64mb", "maxmemory-policy noeviction"];
const inMemoryOnly = ['save ""', "appendonly no"];
const onVolume = ["appendonly yes", "appendfsync everysec"];

/** Values of the chart valkey 0.11. The component adds the restart annotations. */
export function valkeyValues(settings: ValkeySettings): Record<string, unknown> {
  const { password, storage } = settings;
  return {
    fullnameOverride: valkeyName,
    auth: {
      enabled: true,
      usersExistingSecret: password.secretName,
      aclUsers: { default: { permissions: aclPermissions, passwordKey: password.key } },
    },
    tls: {
      enabled: true,
      existingSecret: settings.tlsSecretName,
      serverPublicKey: "tls.crt",
      serverKey: "tls.key",
      caPublicKey: caKey,
      requireClientCertificate: false,
    },
    valkeyConfig: [...memory, ...(storage === undefined ? inMemoryOnly : onVolume)].join("\n"),
    // The chart disables it by default: rollouts would not wait for the server.
    readinessProbe: { enabled: true },
    resources: {
      requests: { cpu: "20m", memory: "64Mi" },
      // Twice maxmemory: connections, fragmentation, and the fork that rewrites the append-only file.
      limits: { cpu: "500m", memory: "192Mi" },
    },
    initResources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { cpu: "100m", memory: "64Mi" } },
    serviceAccount: { create: true, automount: false },
    // Two servers at once would be two stores, and cannot share a volume.
    deploymentStrategy: "Recreate",
    ...storageValues(storage),
  };
}

/** The chart needs both `enabled` and a size: one without the other is silently no volume. */
function storageValues(storage: ValkeySettings["storage"]): Record<string, unknown> {
  if (storage === undefined) {
    return {};
  }
  const className = storage.storageClassName === undefined ? {} : { className: storage.storageClassName };
  return { dataStorage: { enabled: true, requestedSize: storage.size, ...className } };
}

/** How the proxy reaches the store. */
export function valkeyConnection({ namespace, password, ca, rotation }: ValkeySettings): RedisConnectionArgs {
  return {
    standalone: { url: `rediss://${serviceHost(valkeyName, namespace)}:${valkeyPort}` },
    passwordSecret: { name: password.secretName, key: password.key },
    caSecret: { name: ca.secretName, key: ca.key },
    rotation,
  };
}

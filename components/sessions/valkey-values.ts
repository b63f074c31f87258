import type { CaBundle } from "../tls/types";
import type { RedisSessions, SecretKey } from "./types";
import type { ValkeyChoice } from "./args";

/** Everything about the store that is known before anything is created. */
export interface ValkeySettings {
  readonly namespace: string;
  readonly storage?: ValkeyChoice["storage"];
  readonly rotation: string;
  readonly password: SecretKey;
  readonly tlsSecretName: string;
  readonly ca: CaBundle;
}

/** Release name; the chart names its Service and workload after it. */
export const valkeyName = "valkey";

/**
 * The commands that oauth2-proxy 7.15.4 sends (go-redis 9.22, redislock 0.10): sessions by key, and the lock around a
 * refresh, a script. Nothing else: who steals the password can neither list keys, change the server nor write files.
 */
export const proxyCommands = [
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
 * Memory for sessions: about 10,000 of 5 kB. A full store refuses new sign-ins instead of signing people out; nobody
 * fills it without signing in.
 */
const memory = ["maxmemory 64mb", "maxmemory-policy noeviction"];
const inMemoryOnly = ['save ""', "appendonly no"];
const onVolume = ["appendonly yes", "appendfsync everysec"];

/** Values of the chart valkey 0.11. Restart annotations are added by the component. */
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
      caPublicKey: "ca.crt",
      requireClientCertificate: false,
    },
    valkeyConfig: [...memory, ...(storage === undefined ? inMemoryOnly : onVolume)].join("\n"),
    // The chart ships it switched off: rollouts would not wait for the server.
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
  const className = storage.className === undefined ? {} : { className: storage.className };
  return { dataStorage: { enabled: true, requestedSize: storage.size, ...className } };
}

/** How the proxy reaches the store. */
export function valkeyConnection({ namespace, password, ca, rotation }: ValkeySettings): RedisSessions {
  const urls = [`rediss://${valkeyName}.${namespace}.svc.cluster.local:6379`];
  return { type: "redis", topology: "standalone", urls, password, ca, rotation };
}

import { caKey } from "../tls/defaults";
import { checkNotEmpty, checkText } from "../validation/check";
import { exactlyOne } from "../validation/choice";
import { dnsSubdomain, secretKey as secretKeyName } from "../validation/names";
import type { Problem } from "../validation/problem";
import { configurationText, sessionsDefaults } from "./defaults";
import type { RedisConnection, RedisTopology, SecretKey } from "./types";

/**
 * A store with the Redis protocol: exactly one of the three topologies. TLS only. Plain values: credentials pass by the name
 * of a Secret, so that the proxy's configuration is known in a preview and contains nothing secret.
 */
export interface RedisConnectionArgs {
  /** One server, or a service with one endpoint. */
  standalone?: StandaloneArgs;
  /** Servers that sentinels monitor. */
  sentinel?: SentinelArgs;
  /** A Redis Cluster. */
  cluster?: ClusterArgs;
  /**
   * ACL user.
   * @default - the default user
   */
  username?: string;
  /** Secret in the stack's namespace that holds the password. */
  passwordSecret: SecretKeyArgs;
  /**
   * Secret in the stack's namespace that holds the CA of the server's certificate, as PEM.
   * @default - the system's CA certificates
   */
  caSecret?: CaSecretArgs;
  /**
   * Rotation trigger: any string. Change it together with the password, and the proxies restart and read the new one.
   * Plain value.
   * @default "1"
   */
  rotation?: string;
}

export interface StandaloneArgs {
  /** `rediss://host:port`, optionally with a database number as path. */
  url: string;
}

export interface SentinelArgs {
  /** Name under which the sentinels monitor the primary. */
  masterName: string;
  /**
   * `rediss://host:port` of every sentinel. The proxy checks all certificates, the primary's too, against the host of the
   * last one: issue them with a common name, and put that name last.
   */
  urls: string[];
  /**
   * Password of the sentinels themselves.
   * @default - none
   */
  passwordSecret?: SecretKeyArgs;
}

export interface ClusterArgs {
  /**
   * `rediss://host:port` of some nodes. The proxy checks the certificates of all nodes against the host of the last one:
   * issue them with a common name, and put that name last.
   */
  urls: string[];
}

export interface SecretKeyArgs {
  /** Name of the Secret. */
  name: string;
  /** Key within the Secret. */
  key: string;
}

export interface CaSecretArgs {
  /** Name of the Secret. */
  name: string;
  /**
   * Key within the Secret.
   * @default "ca.crt"
   */
  key?: string;
}

/** @param path where the block is in the configuration */
export function checkRedisConnection(args: RedisConnectionArgs, path: string): Problem[] {
  const { standalone, sentinel, cluster, passwordSecret, caSecret } = args;
  const choice = exactlyOne(args, ["standalone", "sentinel", "cluster"], path);
  return choice.length > 0
    ? choice
    : [
        ...(standalone === undefined ? [] : checkUrl(standalone.url, `${path}.standalone.url`)),
        ...(sentinel === undefined ? [] : checkUrls(sentinel.urls, `${path}.sentinel.urls`)),
        ...(cluster === undefined ? [] : checkUrls(cluster.urls, `${path}.cluster.urls`)),
        ...checkText(sentinel?.masterName, configurationText, `${path}.sentinel.masterName`),
        ...checkSecretKey(sentinel?.passwordSecret, `${path}.sentinel.passwordSecret`),
        ...checkText(args.username, configurationText, `${path}.username`),
        ...checkSecretKey(passwordSecret, `${path}.passwordSecret`),
        ...checkSecretKey(caSecret, `${path}.caSecret`),
      ];
}

function checkSecretKey(secret: Partial<SecretKeyArgs> | undefined, path: string): Problem[] {
  return [
    ...checkText(secret?.name, dnsSubdomain, `${path}.name`),
    ...checkText(secret?.key, secretKeyName, `${path}.key`),
  ];
}

function checkUrls(urls: readonly string[], path: string): Problem[] {
  return [...checkNotEmpty(urls, path), ...urls.flatMap((url, index) => checkUrl(url, `${path}[${index}]`))];
}

function checkUrl(text: string, path: string): Problem[] {
  const url = URL.parse(text);
  if (url !== null && (url.username !== "" || url.password !== "")) {
    // Without the value: it contains the credentials.
    const fix = "put the password into a Secret and name it in passwordSecret, the user into username";
    return [{ path, expected: "a URL without credentials", fix }];
  }
  if (url?.protocol === "redis:") {
    const fix = `enable TLS at the server and use "${text.replace("redis:", "rediss:")}"`;
    return [
      { path, value: text, expected: "a rediss:// URL: session tickets must not cross the network in clear", fix },
    ];
  }
  return url?.protocol === "rediss:" && isHostAndDatabase(url)
    ? []
    : [{ path, value: text, expected: 'a URL such as "rediss://redis.example.com:6379"' }];
}

/** Options in the query could disable checks (`skip_verify`). */
function isHostAndDatabase(url: URL): boolean {
  return url.hostname !== "" && /^(\/\d*)?$/.test(url.pathname) && url.search === "" && url.hash === "";
}

export function resolveRedisConnection(args: RedisConnectionArgs): RedisConnection {
  const { username, passwordSecret, caSecret } = args;
  return {
    type: "redis",
    topology: topologyOf(args),
    ...(username === undefined ? {} : { username }),
    password: secretKey(passwordSecret),
    ...(caSecret === undefined ? {} : { ca: { secretName: caSecret.name, key: caSecret.key ?? caKey } }),
    rotation: args.rotation ?? sessionsDefaults.rotation,
  };
}

function topologyOf({ standalone, sentinel, cluster }: RedisConnectionArgs): RedisTopology {
  if (standalone !== undefined) {
    return { type: "standalone", url: standalone.url };
  }
  if (sentinel !== undefined) {
    const { urls, masterName, passwordSecret } = sentinel;
    const password = passwordSecret === undefined ? {} : { password: secretKey(passwordSecret) };
    return { type: "sentinel", urls, masterName, ...password };
  }
  if (cluster !== undefined) {
    return { type: "cluster", urls: cluster.urls };
  }
  throw new Error("`checkRedisConnection` admits exactly one topology");
}

function secretKey({ name, key }: SecretKeyArgs): SecretKey {
  return { secretName: name, key };
}

import type { Problem } from "../validation/problem";
import type { RedisSessions } from "./types";

/** A server with the Redis protocol: exactly one of the three topologies. TLS only. */
export interface ExternalSessionsArgs {
  /** One server, or a service that looks like one. */
  standalone?: StandaloneArgs;
  /** Servers that sentinels watch over. */
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
   * Secret in the stack's namespace that holds the authority of the server's certificate, as PEM.
   * @default - the system's roots
   */
  caSecret?: CaSecretArgs;
  /**
   * Any text; change it with the password, and the proxies restart and read it anew. Plain value.
   * @default "1"
   */
  rotation?: string;
}

export interface StandaloneArgs {
  /** `rediss://host:port`, optionally with a database number as path. */
  url: string;
}

export interface SentinelArgs {
  /** Name under which the sentinels know the primary. */
  masterName: string;
  /**
   * `rediss://host:port` of every sentinel. The proxy checks all certificates, the primary's too, against the host of
   * the last one: give them a name in common and put that last.
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
   * `rediss://host:port` of some nodes. The proxy checks the certificates of all nodes against the host of the last
   * one: give them a name in common and put that last.
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

/** @param path where the block stands in the configuration */
export function checkExternalSessions(args: ExternalSessionsArgs, path: string): Problem[] {
  const given = (["standalone", "sentinel", "cluster"] as const).filter((key) => args[key] !== undefined);
  if (given.length !== 1) {
    return [{ path, value: given, expected: "exactly one of standalone, sentinel and cluster" }];
  }
  const { standalone, sentinel, cluster } = args;
  return [
    ...(standalone === undefined ? [] : checkUrl(standalone.url, `${path}.standalone.url`)),
    ...(sentinel === undefined ? [] : checkUrls(sentinel.urls, `${path}.sentinel.urls`)),
    ...(cluster === undefined ? [] : checkUrls(cluster.urls, `${path}.cluster.urls`)),
    ...checkPresent(sentinel?.masterName, `${path}.sentinel.masterName`, "the name of the primary"),
    ...checkPresent(args.passwordSecret.name, `${path}.passwordSecret.name`, "the name of a Secret"),
    ...checkPresent(args.passwordSecret.key, `${path}.passwordSecret.key`, "a key of the Secret"),
    ...checkPresent(args.caSecret?.name, `${path}.caSecret.name`, "the name of a Secret"),
  ];
}

function checkPresent(text: string | undefined, path: string, expected: string): Problem[] {
  return text === "" ? [{ path, value: text, expected }] : [];
}

function checkUrls(urls: readonly string[], path: string): Problem[] {
  return urls.length === 0
    ? [{ path, value: urls, expected: "a list with at least one entry" }]
    : urls.flatMap((url, index) => checkUrl(url, `${path}[${index}]`));
}

function checkUrl(text: string, path: string): Problem[] {
  const url = URL.parse(text);
  if (url !== null && (url.username !== "" || url.password !== "")) {
    // Without the value: it holds the credentials.
    const fix = "put the password into a Secret and name it in passwordSecret, the user into username";
    return [{ path, expected: "a URL without credentials", fix }];
  }
  if (url?.protocol === "redis:") {
    const fix = `switch TLS on at the server and use "${text.replace("redis:", "rediss:")}"`;
    return [
      { path, value: text, expected: "a rediss:// URL: session tickets must not cross the network in clear", fix },
    ];
  }
  return url?.protocol === "rediss:" && isHostAndDatabase(url)
    ? []
    : [{ path, value: text, expected: 'a URL such as "rediss://redis.example.com:6379"' }];
}

/** Options in the query could switch checks off (`skip_verify`). */
function isHostAndDatabase(url: URL): boolean {
  return url.hostname !== "" && /^(\/\d*)?$/.test(url.pathname) && url.search === "" && url.hash === "";
}

/** The connection to a server that somebody else runs; arguments without problems. */
export function externalSessions(args: ExternalSessionsArgs): RedisSessions {
  const { passwordSecret, caSecret, sentinel } = args;
  return {
    type: "redis",
    ...topologyOf(args),
    ...(args.username === undefined ? {} : { username: args.username }),
    password: { secretName: passwordSecret.name, key: passwordSecret.key },
    ...(sentinel?.passwordSecret === undefined
      ? {}
      : { sentinelPassword: { secretName: sentinel.passwordSecret.name, key: sentinel.passwordSecret.key } }),
    ...(caSecret === undefined ? {} : { ca: { secretName: caSecret.name, key: caSecret.key ?? "ca.crt" } }),
    rotation: args.rotation ?? "1",
  };
}

function topologyOf(args: ExternalSessionsArgs): Pick<RedisSessions, "topology" | "urls" | "masterName"> {
  if (args.sentinel !== undefined) {
    return { topology: "sentinel", urls: args.sentinel.urls, masterName: args.sentinel.masterName };
  }
  return args.cluster === undefined
    ? { topology: "standalone", urls: args.standalone === undefined ? [] : [args.standalone.url] }
    : { topology: "cluster", urls: args.cluster.urls };
}

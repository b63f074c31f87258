import type { CaBundle } from "../tls/types";

/** A value in a Secret of the stack's namespace. */
export interface SecretKey {
  readonly secretName: string;
  readonly key: string;
}

/**
 * How the proxy reaches its sessions. Plain values only: credentials pass by the name of a Secret, so that the proxy's
 * configuration is known in a preview and contains nothing secret.
 */
export type SessionConnection = CookieSessions | RedisConnection;

/** The whole session in the browser's cookies, encrypted. */
export interface CookieSessions {
  readonly type: "cookie";
}

/** Sessions in a store with the Redis protocol; the browser holds one small ticket. */
export interface RedisConnection {
  readonly type: "redis";
  readonly topology: RedisTopology;
  /** ACL user. Absent: the default user. */
  readonly username?: string;
  readonly password: SecretKey;
  /** CA that signed the store's certificate. Absent: the system's CA certificates. */
  readonly ca?: CaBundle;
  /** Changes whenever the credentials are rotated. The proxy's pods carry it, so that they restart and read them again. */
  readonly rotation: string;
}

/** The servers. URLs have the form `rediss://host:port` and never contain credentials. */
export type RedisTopology =
  | { readonly type: "standalone"; readonly url: string }
  | {
      readonly type: "sentinel";
      readonly urls: readonly string[];
      /** Name under which the sentinels monitor the primary. */
      readonly masterName: string;
      /** Password of the sentinels themselves, where they have one. */
      readonly password?: SecretKey;
    }
  | { readonly type: "cluster"; readonly urls: readonly string[] };

/** Every URL of the store. */
export function redisUrls(topology: RedisTopology): readonly string[] {
  return topology.type === "standalone" ? [topology.url] : topology.urls;
}

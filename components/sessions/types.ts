import type { CaBundle } from "../tls/types";

/** A value that is kept in a Secret of the stack's namespace. */
export interface SecretKey {
  readonly secretName: string;
  readonly key: string;
}

/**
 * How the proxy reaches its sessions. Plain values only: credentials pass by the name of a Secret, so that the proxy's
 * configuration is known in a preview and holds nothing secret.
 */
export type SessionConnection = CookieSessions | RedisSessions;

/** The whole session in the browser's cookies, encrypted. */
export interface CookieSessions {
  readonly type: "cookie";
}

/** Sessions in a Redis-protocol store; the browser holds one small ticket. */
export interface RedisSessions {
  readonly type: "redis";
  readonly topology: "standalone" | "sentinel" | "cluster";
  /** `rediss://host:port`, one for `standalone`, one a node otherwise; never with credentials. */
  readonly urls: readonly string[];
  /** Name of the monitored primary, for `sentinel`. */
  readonly masterName?: string;
  /** ACL user. Absent: the default user. */
  readonly username?: string;
  readonly password: SecretKey;
  /** Password of the sentinels themselves, where they have one. */
  readonly sentinelPassword?: SecretKey;
  /** Authority that signed the store's certificate. Absent: the system's roots. */
  readonly ca?: CaBundle;
  /**
   * Changes whenever the credentials are rotated; the proxy's pods carry it, so that they restart and read them anew.
   */
  readonly rotation: string;
}

/** What a session store offers to the proxy. */
export interface SessionStore {
  readonly connection: SessionConnection;
}

import { checkVolume } from "../kubernetes/volume-size";
import { atMostOne, exactlyOne } from "../validation/choice";
import type { Problem } from "../validation/problem";
import { sessionsDefaults } from "./defaults";
import { checkRedisConnection, type RedisConnectionArgs, resolveRedisConnection } from "./redis-connection";
import type { SessionConnection } from "./types";

/** Where sessions are kept: at most one block. */
export interface SessionsArgs {
  /**
   * Valkey in the cluster, with a password and TLS.
   * @default - this one, without storage
   */
  valkey?: ValkeySessionsArgs;
  /** An existing server with the Redis protocol. */
  external?: RedisConnectionArgs;
  /**
   * Encrypted in the browser's cookies, behind an edge that returns refreshed cookies: ingress-nginx, or any in the mode
   * `reverse-proxy`. For the smallest set-ups: large tokens are split over several cookies, which some
   * edges reject; two requests can refresh at once; sign-out removes the cookie, but a stolen copy works until it expires.
   */
  cookie?: CookieSessionsArgs;
}

export interface ValkeySessionsArgs {
  /**
   * Volume that keeps sessions over a restart of Valkey.
   * @default - in memory: a restart costs every user one silent redirect through Keycloak
   */
  storage?: ValkeyStorageArgs;
  /**
   * Rotation trigger: any string. Changing it generates a new password. Valkey and the proxies restart. Plain value.
   * @default "1"
   */
  rotation?: string;
}

export interface ValkeyStorageArgs {
  /** Size of the volume, such as `1Gi`. */
  size: string;
  /**
   * Storage class.
   * @default - the cluster's default class
   */
  storageClassName?: string;
}

/** No settings: the block itself is the choice. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- a variant without settings, named for other languages
export interface CookieSessionsArgs {}

/** Where a proxy finds the sessions: exactly one block. */
export interface SessionConnectionArgs {
  /** A store with the Redis protocol: `connection` of a `ValkeySessionStore`, or an existing one. */
  redis?: RedisConnectionArgs;
  /** The browser's cookies. */
  cookie?: CookieSessionsArgs;
}

/** @param path where the block is in the configuration */
export function checkSessionConnection(args: SessionConnectionArgs, path: string): Problem[] {
  const choice = exactlyOne(args, ["redis", "cookie"], path);
  return choice.length > 0 || args.redis === undefined ? choice : checkRedisConnection(args.redis, `${path}.redis`);
}

export function resolveSessionConnection({ redis }: SessionConnectionArgs): SessionConnection {
  return redis === undefined ? { type: "cookie" } : resolveRedisConnection(redis);
}

/** Valkey's arguments with all defaults filled in. */
export interface ValkeyChoice {
  readonly storage?: { readonly size: string; readonly storageClassName?: string };
  readonly rotation: string;
}

/** Either a store that the stack installs, or a connection that is known already. */
export type SessionsSettings =
  | { readonly type: "valkey"; readonly valkey: ValkeySessionsArgs }
  | { readonly type: "connection"; readonly connection: SessionConnectionArgs };

/** @param path where the block is in the configuration */
export function checkSessions(args: SessionsArgs, path: string): Problem[] {
  const choice = atMostOne(args, ["valkey", "external", "cookie"], path);
  return choice.length > 0
    ? choice
    : [
        ...(args.valkey === undefined ? [] : checkValkey(args.valkey, `${path}.valkey`)),
        ...(args.external === undefined ? [] : checkRedisConnection(args.external, `${path}.external`)),
      ];
}

/** @param path where the block is in the configuration; empty for the arguments of the component itself */
export function checkValkey({ storage }: ValkeySessionsArgs, path = ""): Problem[] {
  return checkVolume(storage, path === "" ? "storage" : `${path}.storage`);
}

export function resolveSessions({ valkey, external, cookie }: SessionsArgs = {}): SessionsSettings {
  if (cookie !== undefined) {
    return { type: "connection", connection: { cookie } };
  }
  return external === undefined
    ? { type: "valkey", valkey: valkey ?? {} }
    : { type: "connection", connection: { redis: external } };
}

export function resolveValkey({ storage, rotation }: ValkeySessionsArgs): ValkeyChoice {
  return { storage, rotation: rotation ?? sessionsDefaults.rotation };
}

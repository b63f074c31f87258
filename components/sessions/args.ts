import type { Problem } from "../validation/problem";
import { checkExternalSessions, type ExternalSessionsArgs, externalSessions } from "./external-sessions";
import type { RedisSessions } from "./types";

/** Where sessions are kept: at most one of the three. */
export interface SessionsArgs {
  /**
   * Valkey in the cluster, with a password and TLS.
   * @default - this one, without storage
   */
  valkey?: ValkeySessionsArgs;
  /** A server with the Redis protocol that exists already. */
  external?: ExternalSessionsArgs;
  /**
   * In the browser, encrypted. For the smallest set-ups: large tokens are split over several cookies, which some edges
   * refuse; two requests can refresh at once; signing out removes the cookie, but a stolen copy works until it expires.
   */
  cookie?: CookieSessionsArgs;
}

export interface ValkeySessionsArgs {
  /**
   * Keep sessions over a restart of Valkey.
   * @default - in memory: a restart costs everybody one silent redirect through Keycloak
   */
  storage?: ValkeyStorageArgs;
  /**
   * Any text; another one makes a new password. Valkey and the proxies restart. Plain value.
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

/** Nothing to choose: the block itself is the choice. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- a variant without settings, named for other languages
export interface CookieSessionsArgs {}

/** What a Valkey in the cluster needs to know. */
export interface ValkeyChoice {
  readonly type: "valkey";
  readonly storage?: { readonly size: string; readonly className?: string };
  readonly rotation: string;
}

export type SessionsChoice =
  ValkeyChoice | { readonly type: "external"; readonly connection: RedisSessions } | { readonly type: "cookie" };

/** @param path where the block stands in the configuration */
export function checkSessions(args: SessionsArgs, path: string): Problem[] {
  const given = (["valkey", "external", "cookie"] as const).filter((key) => args[key] !== undefined);
  if (given.length > 1) {
    const expected = "at most one of valkey, external and cookie";
    return [{ path, value: given, expected, fix: "remove the others" }];
  }
  return [
    ...checkStorage(args.valkey?.storage, `${path}.valkey.storage`),
    ...(args.external === undefined ? [] : checkExternalSessions(args.external, `${path}.external`)),
  ];
}

const quantity = /^[1-9]\d*(Mi|Gi|Ti|M|G|T)$/;

function checkStorage(storage: ValkeyStorageArgs | undefined, path: string): Problem[] {
  return storage === undefined || quantity.test(storage.size)
    ? []
    : [{ path: `${path}.size`, value: storage.size, expected: 'a size such as "1Gi"' }];
}

/** Applies the defaults to arguments without problems. */
export function resolveSessions(args: SessionsArgs = {}): SessionsChoice {
  if (args.cookie !== undefined) {
    return { type: "cookie" };
  }
  return args.external === undefined
    ? resolveValkey(args.valkey)
    : { type: "external", connection: externalSessions(args.external) };
}

/** @default - in memory, first password */
export function resolveValkey(args: ValkeySessionsArgs = {}): ValkeyChoice {
  return { type: "valkey", storage: args.storage, rotation: args.rotation ?? "1" };
}

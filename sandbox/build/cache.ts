import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Root of everything the sandbox keeps between runs. `MONITORING_SSO_CACHE` moves it, for example to a bigger disk: a first
 * run temporarily needs about 15 GB, later runs about 3 GB.
 */
export function cacheRoot(env: NodeJS.ProcessEnv = process.env): string {
  const xdgCache = env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return env.MONITORING_SSO_CACHE || join(xdgCache, "monitoring-sso");
}

/** The sandbox's own build and module caches of Go, which are deleted once every binary is built. */
export function goCacheFolder(root = cacheRoot()): string {
  return join(root, "go");
}

/** Finished binaries, one folder per tool and content key. */
export function toolchainFolder(root = cacheRoot()): string {
  return join(root, "toolchain");
}

/** Container image archives and their sources, one folder per content key. */
export function imagesFolder(root = cacheRoot()): string {
  return join(root, "images");
}

/** State of the running cluster: certificates, etcd, containerd, logs. */
export function clusterFolder(root = cacheRoot()): string {
  return join(root, "cluster");
}

/** Unfinished folders, on the same file system as the finished ones, so that a rename publishes them atomically. */
export function workFolder(root = cacheRoot()): string {
  return join(root, "work");
}

/** Logs of builds; an error names its file here. */
export function logFolder(root = cacheRoot()): string {
  return join(root, "logs");
}

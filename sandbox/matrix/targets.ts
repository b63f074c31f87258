import fc from "fast-check";
import type { Application } from "../../components/access/index.js";
import { respell, tricks } from "../../testing/paths/spellings.js";

/** Longer than old browsers and proxies accept, and far below the limit of Go's server (1 MiB of headers). */
const veryLong = 6000;

/** Writes a path as a request target that a careless server reads as another one. */
type Writing = (path: string, host: string) => string;

const writings: readonly Writing[] = [
  (path) => `${path}?query=up`,
  (path) => `${path}?x=/ping&y=/../../oauth2/sign_in`,
  (path) => `${path}?x=${"a".repeat(veryLong)}`,
  (path) => `${path}#/ping`,
  (path) => `${path}%23/ping`,
  (path) => `${path}%3fx=/ping`,
  (path) => `/oauth2/..${path}`,
  (path) => `/oauth2/..;${path}`,
  (path) => `/oauth2/%2e%2e${path}`,
  (path) => `/oauth2/..%2f${path.slice(1)}`,
  (path) => `/..${path}`,
  (path) => `/static/../../..${path}`,
  (path) => `/${path}`,
  (path) => `${path}/../..${path}`,
  (path) => `${path}/${"a".repeat(veryLong)}`,
  (path) => path.toUpperCase(),
  (path, host) => `https://${host}${path}`,
  (path, host) => `http://${host}${path}?x=1`,
  (path) => `https://other.localhost${path}`,
];

/**
 * Targets without a leading slash. Some servers take them for the path, and Go keeps what follows the scheme of an opaque one
 * to forward it: Traefik before 3.7.13 matched no path and forwarded the whole target.
 */
const rootless: readonly Writing[] = [
  (path) => path.slice(1),
  (path, host) => `${host}${path}`,
  (path) => `https:${path.slice(1)}`,
  (path, host) => `https:http://${host}${path}`,
  (path) => `x:${path.slice(1)}?query=up`,
  (path) => `https:${path}`,
  (path) => `https://${path}`,
  (path) => `.${path}`,
  (path) => `*${path}`,
  (path) => `:${path}`,
];

/** Characters that parsers treat specially, raw and encoded. HTTP clients cannot send spaces and most control characters. */
const specialCharacters = [
  "\u007f",
  "\u00e9",
  '"',
  "<",
  "|",
  "^",
  "`",
  "[",
  "@",
  ":",
  "*",
  "%01",
  "%09",
  "%7f",
  "%",
  "%zz",
];

/** As in the tests of the compilers: at least one trick, and only after the first slash, before which there is no path. */
const spellingOf = (path: string): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(fc.nat(path.length), fc.constantFrom(...tricks)), { minLength: 1, maxLength: 4 })
    .map((edits) => `/${respell(path.slice(1), edits)}`);

const insertionIn = (path: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(path.length), fc.constantFrom(...specialCharacters))
    .map(([at, character]) => path.slice(0, Math.max(at, 1)) + character + path.slice(Math.max(at, 1)));

/**
 * A path, plainly spelled or not. Most spellings keep the base path of the application: outside of it nothing could be
 * accessible.
 */
export function targetOf(
  path: string,
  { host, basePath }: Pick<Application, "host" | "basePath">,
): fc.Arbitrary<string> {
  const within = path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : "/";
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant(path) },
    { weight: 5, arbitrary: spellingOf(within).map((spelled) => basePath + spelled) },
    { weight: 1, arbitrary: spellingOf(path) },
    { weight: 2, arbitrary: fc.constantFrom(...writings).map((write) => write(path, host)) },
    { weight: 1, arbitrary: fc.constantFrom(...rootless).map((write) => write(path, host)) },
    { weight: 1, arbitrary: insertionIn(path) },
  );
}

import fc from "fast-check";
import { type AccessRule, type Application, httpMethods } from "../../../components/access";
import { spellingOf } from "../../../testing/paths/spellings";
import { application } from "../../access/application-builder";
import type { EdgeRequest } from "./edge-answer";

/** The shared host of `edge-settings`, and own hosts of applications. */
const hosts: Readonly<Record<string, string>> = {
  shared: "monitoring.example.com",
  own: "own.example.com",
  second: "second.example.com",
};
/** A host that the stack does not serve. */
export const foreignHost = "other.example.com";
const services = [
  { name: "first", port: 8080 },
  { name: "second", port: 8081 },
];

/** Few names, so that patterns are often nested, equal or shadowed. */
const segment = fc.constantFrom("a", "b", "api", "-", "a-b");
const depth = fc.array(segment, { maxLength: 3 }).map((segments) => segments.map((name) => `/${name}`).join(""));
const prefixPattern = depth.map((path) => `${path}/*`);
const exactPattern = fc.tuple(depth, fc.boolean()).map(([path, slash]) => (path === "" || slash ? `${path}/` : path));
const requirement = fc.oneof(
  fc.constant("deny" as const),
  fc.constantFrom("reader", "writer", "Admin.x").map((role) => ({ role })),
);
const methodList = fc.subarray([...httpMethods], { minLength: 1 });

export interface Kinds {
  readonly withMethods: boolean;
  readonly withExactPaths: boolean;
}

function arbitraryRule({ withMethods, withExactPaths }: Kinds): fc.Arbitrary<AccessRule> {
  const pattern = withExactPaths ? fc.oneof(prefixPattern, exactPattern) : prefixPattern;
  const plain = fc.record({ paths: fc.array(pattern, { minLength: 1, maxLength: 3 }), require: requirement });
  return withMethods
    ? fc
        .tuple(plain, fc.option(methodList, { nil: undefined }))
        .map(([rule, methods]) => (methods === undefined ? rule : { ...rule, methods }))
    : plain;
}

/** Locations of two applications: both on the shared host, both on own hosts, or one on each. */
const layouts: readonly (readonly Pick<Application, "host" | "basePath">[])[] = [
  ["shared", "/tool", "shared", "/other"],
  ["shared", "/tool/deep", "shared", "/tool/near"],
  ["shared", "/tool", "own", ""],
  ["own", "", "second", ""],
  ["own", "/tool", "own", "/other"],
  ["own", "/tool/deep", "second", ""],
  ["shared", "", "own", "/tool"],
].map(([host = "", path = "", otherHost = "", otherPath = ""]) => [
  { host: hosts[host] ?? "", basePath: path },
  { host: hosts[otherHost] ?? "", basePath: otherPath },
]);

/** Two applications in one of the layouts. */
export function arbitraryApplications(kinds: Kinds): fc.Arbitrary<Application[]> {
  const pattern = kinds.withExactPaths ? fc.oneof(prefixPattern, exactPattern) : prefixPattern;
  const written = fc.record({
    apiPaths: fc.array(pattern, { maxLength: 2 }),
    rules: fc.array(arbitraryRule(kinds), { minLength: 1, maxLength: 5 }),
  });
  return fc
    .tuple(fc.constantFrom(...layouts), written, written)
    .map(([locations, ...both]) =>
      both.map((overrides, index) =>
        application({ ...overrides, ...locations[index], name: `tool-${index}`, service: services[index] }),
      ),
    );
}

/** One application, somewhere on the shared host. */
export function arbitraryApplication(kinds: Kinds): fc.Arbitrary<Application> {
  return arbitraryApplications(kinds).map(([one]) => application({ ...one, host: hosts.shared }));
}

/** Requests to one of the applications and to paths near it, on every host, in plain and unusual spellings. */
export function arbitraryRequest(applications: readonly Application[]): fc.Arbitrary<EdgeRequest> {
  return fc.constantFrom(...applications).chain((one) => requestTo(one));
}

function requestTo({ host, basePath, rules }: Application): fc.Arbitrary<EdgeRequest> {
  const anyPath = fc.tuple(
    fc.constantFrom(basePath, basePath, basePath, `${basePath}x`, "/other"),
    depth,
    fc.constantFrom("", "/", "/x"),
  );
  const named = rules.flatMap(({ paths }) => paths).map((pattern) => pattern.replace(/\/\*$/, ""));
  const namedPath = fc.tuple(fc.constant(basePath), fc.constantFrom(...named), fc.constantFrom("", "", "/", "/x"));
  const plainPath = fc.oneof(anyPath, namedPath).map((parts) => parts.join("") || "/");
  return fc.record({
    host: fc.constantFrom(host, host, host, ...Object.values(hosts), foreignHost),
    method: fc.constantFrom(...httpMethods, "get", "TRACE", "CONNECT"),
    path: fc.oneof(plainPath, plainPath.chain(spellingOf)),
    headers: fc.constantFrom<Record<string, string>[]>({}, { Accept: "text/html" }, { Accept: "application/json" }),
  });
}

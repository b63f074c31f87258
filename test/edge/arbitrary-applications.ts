import fc from "fast-check";
import { type AccessRule, httpMethods, type Application } from "../../components/access";
import { application } from "../access/application-builder";
import { spellingOf } from "../access/spellings";
import type { EdgeRequest } from "./edge-answer";

/** Few names, so that patterns meet: nested, equal, shadowed. */
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

export function arbitraryApplication(kinds: Kinds): fc.Arbitrary<Application> {
  const pattern = kinds.withExactPaths ? fc.oneof(prefixPattern, exactPattern) : prefixPattern;
  return fc
    .record({
      path: fc.constantFrom("", "/tool", "/tool/deep"),
      apiPaths: fc.array(pattern, { maxLength: 2 }),
      rules: fc.array(arbitraryRule(kinds), { minLength: 1, maxLength: 5 }),
    })
    .map((overrides) => application(overrides));
}

/** Requests to an application and around it, plainly spelled and otherwise. */
export function arbitraryRequest({ host, path: place, rules }: Application): fc.Arbitrary<EdgeRequest> {
  const anyPath = fc.tuple(
    fc.constantFrom(place, place, place, `${place}x`, "/other"),
    depth,
    fc.constantFrom("", "/", "/x"),
  );
  const named = rules.flatMap(({ paths }) => paths).map((pattern) => pattern.replace(/\/\*$/, ""));
  const namedPath = fc.tuple(fc.constant(place), fc.constantFrom(...named), fc.constantFrom("", "", "/", "/x"));
  const plainPath = fc.oneof(anyPath, namedPath).map((parts) => parts.join("") || "/");
  return fc.record({
    host: fc.constantFrom(host, host, host, "other.example.com"),
    method: fc.constantFrom(...httpMethods, "get", "TRACE", "CONNECT"),
    path: fc.oneof(plainPath, plainPath.chain(spellingOf)),
    headers: fc.constantFrom<Record<string, string>[]>({}, { Accept: "text/html" }, { Accept: "application/json" }),
  });
}

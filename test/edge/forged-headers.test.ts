import fc from "fast-check";
import { compileEdge } from "../../components/edge/compilers";
import type { EdgeObject } from "../../components/edge/contract";
import type { HttpRouteFilter } from "../../components/edge/gateway-api/objects";
import { transportHeaders } from "../../components/edge/model/response-headers";
import { alphaConfig } from "../../components/proxy/config/alpha";
import {
  dashLike,
  foreignIdentityHeaders,
  identityHeaders,
  strippedHeaders,
} from "../../components/proxy-contract/identity-headers";
import { application } from "../access/application-builder";
import { page } from "../docs/markdown-files";
import { reverseProxySettings } from "../proxy/settings";
import { grafana, objectsOf, ofKind, settings } from "./edge-settings";
import { edges, type EdgeUnderTest } from "./edges";

/** Which headers of a client an application never receives, in which spellings. */

const claims: readonly string[] = [...Object.keys(identityHeaders), ...foreignIdentityHeaders];
const every: readonly string[] = [...Object.keys(identityHeaders), ...strippedHeaders];

type Removes = (name: string) => boolean;

const inAnyCase =
  (names: readonly string[]): Removes =>
  (name) =>
    names.some((each) => each.toLowerCase() === name.toLowerCase());

function removedByFilters(filters: readonly HttpRouteFilter[] = []): string[] {
  return filters.flatMap((filter) =>
    filter.type === "RequestHeaderModifier" ? (filter.requestHeaderModifier.remove ?? []) : [],
  );
}

/** What one way to the Service removes, one entry for each way. */
function waysTo(objects: readonly EdgeObject[], service: string): Removes[] {
  const middlewares = new Map(ofKind(objects, "Middleware").map(({ metadata, spec }) => [metadata.name, spec]));
  const through =
    (names: readonly string[]): Removes =>
    (name) =>
      names.some((each) => {
        const { forwardAuth, headers } = middlewares.get(each) ?? {};
        const expression = forwardAuth?.authResponseHeadersRegex.replace("(?i)", "") ?? "^$";
        const removed = [
          ...(forwardAuth?.authResponseHeaders ?? []),
          ...Object.keys(headers?.customRequestHeaders ?? {}),
        ];
        return inAnyCase(removed)(name) || new RegExp(expression, "i").test(name);
      });
  return [
    ...ofKind(objects, "IngressRoute")
      .flatMap(({ spec }) => spec.routes)
      .filter(({ services, middlewares: own = [] }) => services[0]?.name === service && own[0]?.name !== "sso-deny")
      .map(({ middlewares: own = [] }) => through(own.map(({ name }) => name))),
    ...ofKind(objects, "HTTPRoute")
      .flatMap(({ spec }) => spec.rules)
      .filter(({ backendRefs }) => backendRefs?.[0]?.name === service)
      .map(({ filters = [], backendRefs = [] }): Removes => {
        const extensions = filters.flatMap((each) => (each.type === "ExtensionRef" ? [each.extensionRef.name] : []));
        const removed = [...removedByFilters(filters), ...removedByFilters(backendRefs[0]?.filters)];
        return (name) => inAnyCase(removed)(name) || through(extensions)(name);
      }),
    ...ofKind(objects, "Ingress")
      .filter(({ spec }) => spec.rules[0]?.http.paths[0]?.backend.service.name === service)
      .map(({ metadata: { annotations = {} } }) =>
        inAnyCase((annotations["nginx.ingress.kubernetes.io/auth-response-headers"] ?? "").split(",")),
      ),
  ];
}

/** A name in another case, and with another character than a dash that a header name may have (RFC 9110, token). */
function spellingOf(name: string, separators: readonly string[]): fc.Arbitrary<string> {
  const letters = [...name].map((letter) =>
    letter === "-"
      ? fc.constantFrom(...separators)
      : fc.constantFrom(letter, letter.toLowerCase(), letter.toUpperCase()),
  );
  return fc.tuple(...letters).map((chosen) => chosen.join(""));
}

const tokenCharacters = [..."-_.!#$%&'*+^`|~"];

/**
 * Spellings that the objects of the stack remove themselves, in front of a protected application and of a pass-through
 * application. The edge's page names the setting for the others.
 */
const separators: Readonly<
  Record<EdgeUnderTest["choice"]["type"], Readonly<Record<"tool" | "grafana", readonly string[]>>>
> = {
  traefik: { tool: tokenCharacters, grafana: dashLike },
  "gateway-api-traefik": { tool: tokenCharacters, grafana: dashLike },
  "envoy-gateway": { tool: ["-"], grafana: ["-"] },
  "ingress-nginx": { tool: ["-"], grafana: ["-"] },
};

/** Fails unless every one of these names is removed in every spelling. */
function expectRemoved(names: readonly string[], dashes: readonly string[], removes: Removes): void {
  const arbitrarySpelling = fc.constantFrom(...names).chain((name) => spellingOf(name, dashes));
  fc.assert(
    fc.property(arbitrarySpelling, (name) => {
      expect([name, removes(name)]).toEqual([name, true]);
    }),
    { numRuns: 500 },
  );
}

const objectsFor = ({ choice }: EdgeUnderTest) =>
  objectsOf(compileEdge(choice, [application()], settings({ passthroughApplications: [grafana] })));

describe.each(edges)("behind $choice.type", (edge) => {
  const objects = objectsFor(edge);

  it("a protected application receives no header of the list, in no spelling that reads as one", () => {
    const ways = waysTo(objects, "tool");
    expect(ways.length).toBeGreaterThan(0);
    expectRemoved(every, separators[edge.choice.type].tool, (name) => ways.every((removes) => removes(name)));
  });

  it("a protected application receives other headers", () => {
    for (const name of ["Accept", "X-Forwarded-For", "X-Forwarded-User-Agent", "X-Request-Id"]) {
      expect(waysTo(objects, "tool").some((removes) => removes(name))).toBe(false);
    }
  });

  it("a pass-through application receives no claim about the user, but its own cookie and token", () => {
    const [removes = () => false] = waysTo(objects, "grafana");
    expectRemoved(claims, separators[edge.choice.type].grafana, removes);
    expect(["Cookie", "Authorization"].some(removes)).toBe(false);
  });

  it("browsers use HTTPS only, where the edge can set the header", () => {
    const [[name = "", value = ""] = []] = Object.entries(transportHeaders);
    expect(JSON.stringify(objects).split(`${name}"`).length > 3).toBe(edge.choice.type !== "ingress-nginx");
    expect(JSON.stringify(objects).includes(value)).toBe(edge.choice.type !== "ingress-nginx");
  });
});

describe("in the mode reverse-proxy", () => {
  const { settings: proxySettings, reverseProxy } = reverseProxySettings();
  const { injectRequestHeaders } = alphaConfig(proxySettings, reverseProxy);

  it("the proxy removes every header of the list, in no spelling that reads as one", () => {
    // `normalizeHeaderName` of oauth2-proxy 7.15.6; the contract test sends some of them through the real program.
    const normalized = (name: string): string => name.toLowerCase().replaceAll("_", "-");
    const removed = new Set(injectRequestHeaders.map(({ name }) => normalized(name)));
    expectRemoved(every, dashLike, (name) => removed.has(normalized(name)));
  });

  it("the proxy sets the identity itself, under the plain names only", () => {
    expect(injectRequestHeaders.every(({ preserveRequestValue }) => !preserveRequestValue)).toBe(true);
    const set = injectRequestHeaders.filter(({ values }) => values !== undefined).map(({ name }) => name);
    expect(set).toEqual(Object.keys(identityHeaders));
    expect(new Set(injectRequestHeaders.map(({ name }) => name)).size).toBe(injectRequestHeaders.length);
  });
});

describe("the expression that the page of Envoy Gateway recommends for header names", () => {
  const [, value = ""] = /removeOnMatch.*?value: "([^"]+)"/.exec(page("docs/edges/envoy-gateway.md").text) ?? [];
  const matches = (name: string): boolean => new RegExp(`^(?:${value})$`).test(name);

  it("matches every spelling that reads as a reserved name, except the plain one", () => {
    const others = tokenCharacters.filter((character) => character !== "-");
    const spelled = fc
      .constantFrom(...every.filter((name) => name.includes("-")))
      .chain((name) => spellingOf(name, others));
    fc.assert(fc.property(spelled, (name) => matches(name)));
    expect(every.filter(matches)).toEqual([]);
  });

  it("matches no pseudo header, without which Envoy finds no route", () => {
    expect([":authority", ":path", ":method", ":scheme"].filter(matches)).toEqual([]);
  });
});

describe("what an edge cannot remove by itself", () => {
  it.each([
    ["traefik", "aliasHeadersStrategy"],
    ["gateway-api", "aliasHeadersStrategy"],
    ["ingress-nginx", "aliasHeadersStrategy"],
    ["ingress-nginx", "Strict-Transport-Security"],
    ["envoy-gateway", "removeOnMatch"],
    ["envoy-gateway", "withUnderscoresAction"],
  ])("is on the page of %s: %s", (name, text) => {
    expect(page(`docs/edges/${name}.md`).text).toContain(text);
  });
});

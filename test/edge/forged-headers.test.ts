import fc from "fast-check";
import { compileEdge } from "../../components/edge/compilers";
import type { EdgeObject } from "../../components/edge/contract";
import type { HttpRouteFilter } from "../../components/edge/gateway-api/objects";
import { transportHeaders } from "../../components/edge/model/response-headers";
import { alphaConfig } from "../../components/proxy/config/alpha";
import {
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

/** Spellings that the objects of the stack remove themselves. The edge's page names the setting for the others. */
const separators: Readonly<Record<EdgeUnderTest["choice"]["type"], readonly string[]>> = {
  traefik: tokenCharacters,
  "gateway-api-traefik": tokenCharacters,
  "envoy-gateway": ["-"],
  "ingress-nginx": ["-"],
};

const objectsFor = ({ choice }: EdgeUnderTest) =>
  objectsOf(compileEdge(choice, [application()], settings({ passthroughApplications: [grafana] })));

describe.each(edges)("behind $choice.type", (edge) => {
  const objects = objectsFor(edge);

  it("a protected application receives no header of the list, in no spelling that reads as one", () => {
    const ways = waysTo(objects, "tool");
    expect(ways.length).toBeGreaterThan(0);
    const spellings = fc.constantFrom(...every).chain((name) => spellingOf(name, separators[edge.choice.type]));
    fc.assert(
      fc.property(spellings, (name) => {
        expect([name, ways.every((removes) => removes(name))]).toEqual([name, true]);
      }),
      { numRuns: 500 },
    );
  });

  it("a protected application receives other headers", () => {
    for (const name of ["Accept", "X-Forwarded-For", "X-Forwarded-User-Agent", "X-Request-Id"]) {
      expect(waysTo(objects, "tool").some((removes) => removes(name))).toBe(false);
    }
  });

  it("a pass-through application receives no claim about the user, but its own cookie and token", () => {
    const [removes = () => false] = waysTo(objects, "grafana");
    const removed = claims.filter(removes);
    expect(removed).toEqual(edge.choice.type === "ingress-nginx" ? [] : claims);
    expect(["Cookie", "Authorization"].some(removes)).toBe(false);
  });

  it("browsers use HTTPS only, where the edge can set the header", () => {
    const [[name = "", value = ""] = []] = Object.entries(transportHeaders);
    expect(JSON.stringify(objects).split(`${name}"`).length > 3).toBe(edge.choice.type !== "ingress-nginx");
    expect(JSON.stringify(objects).includes(value)).toBe(edge.choice.type !== "ingress-nginx");
  });
});

describe("in the mode reverse-proxy", () => {
  it("the proxy removes every header of the list, with dashes and with underscores", () => {
    const { settings: proxySettings, reverseProxy } = reverseProxySettings();
    const { injectRequestHeaders } = alphaConfig(proxySettings, reverseProxy);
    expect(injectRequestHeaders.map(({ name }) => name)).toEqual(every);
    expect(injectRequestHeaders.every(({ preserveRequestValue }) => !preserveRequestValue)).toBe(true);
  });
});

describe("what an edge cannot remove by itself", () => {
  it.each([
    ["traefik", "aliasHeadersStrategy"],
    ["gateway-api", "aliasHeadersStrategy"],
    ["ingress-nginx", "aliasHeadersStrategy"],
    ["ingress-nginx", "Pass-through applications receive identity headers that a client sends"],
    ["ingress-nginx", "Strict-Transport-Security"],
    ["envoy-gateway", "removeOnMatch"],
    ["envoy-gateway", "withUnderscoresAction"],
  ])("is on the page of %s: %s", (name, text) => {
    expect(page(`docs/edges/${name}.md`).text).toContain(text);
  });
});

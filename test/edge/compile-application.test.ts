import fc from "fast-check";
import { decide, type Application } from "../../components/access";
import type { EdgeChoice } from "../../components/edge/args";
import { compileApplication, compileEdge } from "../../components/edge/compilers";
import type { EdgeObject } from "../../components/edge/contract";
import { application } from "../access/application-builder";
import { arbitraryApplication, arbitraryRequest, type Kinds } from "./evaluators/arbitrary-applications";
import { asDecision, type EdgeAnswer, type EdgeRequest } from "./evaluators/edge-answer";
import { named, objectsOf, settings } from "./edge-settings";
import { HttpRouteEvaluator } from "./evaluators/http-route";
import { IngressEvaluator } from "./evaluators/ingress";
import { TraefikEvaluator } from "./evaluators/traefik";
import { traefikPath } from "../../testing/paths/traefik";

const { clientId } = settings();

interface Edge {
  readonly choice: EdgeChoice;
  /** What it can express. */
  readonly kinds: Kinds;
  readonly answer: (objects: readonly EdgeObject[], request: EdgeRequest) => EdgeAnswer;
  /** The path that the application gets, and so the one that its rules speak of. */
  readonly forwarded: (path: string) => string;
}

const asTraefik = (path: string): string => traefikPath(path)?.forwarded ?? "";
const edges: readonly Edge[] = [
  {
    choice: { type: "traefik", entryPoints: ["websecure"] },
    kinds: { withMethods: true, withExactPaths: true },
    answer: (objects, request) => new TraefikEvaluator(objects, clientId).answer(request),
    forwarded: asTraefik,
  },
  {
    choice: {
      type: "gateway-api-traefik",
      gateway: { name: "public", namespace: "traefik", sectionName: "websecure" },
    },
    kinds: { withMethods: true, withExactPaths: true },
    answer: (objects, request) => new HttpRouteEvaluator(objects, clientId, "traefik").answer(request),
    forwarded: asTraefik,
  },
  {
    choice: { type: "ingress-nginx", ingressClassName: "nginx" },
    kinds: { withMethods: false, withExactPaths: false },
    answer: (objects, request) => new IngressEvaluator(objects, clientId, "ingress-nginx").answer(request),
    forwarded: (path) => path,
  },
];

const keysOf = (objects: readonly EdgeObject[]): string[] =>
  objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);

describe.each(edges)("an application by itself on $choice.type", ({ choice, kinds, answer, forwarded }) => {
  const stack = objectsOf(compileEdge(choice, [application({ name: "stack", basePath: "/stack" })], settings()));
  const compiled = (app: Application, overrides = {}): readonly EdgeObject[] =>
    objectsOf(compileApplication(choice, app, settings(overrides)));

  it("is answered for as decide says, beside a stack or after its end", () => {
    const cases = arbitraryApplication(kinds)
      .filter((app) => app.basePath !== "" && compileApplication(choice, app, settings()).ok)
      .chain((app) => fc.tuple(fc.constant(app), arbitraryRequest([app])));
    fc.assert(
      fc.property(cases, ([app, request]) => {
        const law =
          request.host === app.host ? decide(app, request.method, forwarded(request.path)) : { type: "deny" as const };
        const own = compiled(app);
        expect(asDecision(answer(own, request))).toEqual(law);
        expect(asDecision(answer([...stack, ...own], request))).toEqual(law);
      }),
      { numRuns: 300 },
    );
  });

  it("shares no object with the stack, whose roles it may ask for, nor with another application", () => {
    const keys = [stack, compiled(application()), compiled(application({ name: "tool-deny", basePath: "/other" }))].map(
      keysOf,
    );
    expect(new Set(keys.flat()).size).toBe(keys.flat().length);
  });

  it("serves none of the proxy's endpoints: they are the stack's", () => {
    expect(JSON.stringify(compiled(application()))).not.toMatch(/PathPrefix\(`\/oauth2|"\/oauth2"|\/logout/);
  });

  it("stands in the stack's namespace, with an object referring only to earlier ones", () => {
    const objects = compiled(application());
    expect(new Set(objects.map(({ metadata }) => metadata.namespace))).toEqual(new Set(["monitoring"]));
    const kindsInOrder = objects.map(({ kind }) => kind);
    expect(kindsInOrder.lastIndexOf("Middleware")).toBeLessThan(kindsInOrder.length - 1);
    expect(kindsInOrder.slice(kindsInOrder.lastIndexOf("Middleware") + 1)).not.toContain("Middleware");
  });
});

describe.each(edges.filter(({ choice }) => choice.type !== "ingress-nginx"))(
  "who lacks a role of an application by itself on $choice.type",
  ({ choice }) => {
    const pageOf = (role: string, rolesWithPage?: readonly string[]): unknown => {
      const app = application({ rules: [{ paths: ["/*"], require: { role } }] });
      const overrides = rolesWithPage === undefined ? {} : { rolesWithPage };
      const objects = objectsOf(compileApplication(choice, app, settings(overrides)));
      return (named(objects, "Middleware", `sso-app-tool-forbidden-${role}`).spec.errors as { query: string }).query;
    };

    it("is shown the page of the role, where the proxy has one", () => {
      expect(pageOf("reader", ["reader"])).toBe("/oauth2/forbidden/reader.html");
      expect(pageOf("reader")).toBe("/oauth2/forbidden/reader.html");
    });

    it("is shown the general page otherwise, and no missing one", () => {
      expect(pageOf("reader", ["writer"])).toBe("/oauth2/forbidden/");
      expect(pageOf("reader", [])).toBe("/oauth2/forbidden/");
    });

    it("is shown the general page in place of a redirect to it, which is what index.html gets", () => {
      expect(pageOf("index", ["index"])).toBe("/oauth2/forbidden/");
    });
  },
);

describe("an application by itself", () => {
  it("fails on an edge that cannot express its rules", () => {
    const split = application({ rules: [{ paths: ["/*"], methods: ["GET"], require: { role: "reader" } }] });
    expect(compileApplication({ type: "ingress-nginx", ingressClassName: "nginx" }, split, settings())).toMatchObject({
      ok: false,
      problems: [
        { path: "edge.ingressNginx", expected: expect.stringContaining("tool: GET /* needs reader") as string },
      ],
    });
  });

  it("fails when it is too large for one HTTPRoute", () => {
    const paths = Array.from({ length: 30 }, (_, index) => `/${index}/*`);
    const large = application({ rules: [{ paths, methods: ["GET", "HEAD"], require: { role: "reader" } }] });
    const gateway = { name: "public", sectionName: "websecure" };
    expect(compileApplication({ type: "gateway-api-traefik", gateway }, large, settings())).toMatchObject({
      problems: [{ expected: "at most 128 matches in an HTTPRoute; sso-app-tool would need 304" }],
    });
  });
});

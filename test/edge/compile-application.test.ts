import fc from "fast-check";
import { type Application, decide } from "../../components/access";
import { compileApplication, compileEdge } from "../../components/edge/compilers";
import type { EdgeObject } from "../../components/edge/contract";
import { application } from "../access/application-builder";
import { objectsOf, ofKind, settings } from "./edge-settings";
import { edgeModels, edges } from "./edges";
import { arbitraryApplication, arbitraryRequest } from "./evaluators/arbitrary-applications";
import { asDecision } from "./evaluators/edge-answer";

const stackOf = (choice: (typeof edges)[number]["choice"]): readonly EdgeObject[] =>
  objectsOf(compileEdge(choice, [application({ name: "stack", basePath: "/stack" })], settings()));

describe.each(edgeModels)("an application that is added to a stack on $title", ({ choice, kinds, ...edge }) => {
  it("is decided as `decide` does, beside the stack and without it", () => {
    const cases = arbitraryApplication(kinds)
      .filter((app) => app.basePath !== "" && compileApplication(choice, app, settings()).ok)
      .chain((app) => fc.tuple(fc.constant(app), arbitraryRequest([app])));
    const stack = stackOf(choice);
    fc.assert(
      fc.property(cases, ([app, request]) => {
        const law =
          request.host === app.host
            ? decide(app, request.method, edge.forwarded(request.path))
            : { type: "deny" as const };
        const own = objectsOf(compileApplication(choice, app, settings()));
        expect(asDecision(edge.evaluate(own).answer(request))).toEqual(law);
        expect(asDecision(edge.evaluate([...stack, ...own]).answer(request))).toEqual(law);
      }),
      { numRuns: 300 },
    );
  });
});

describe.each(edges)("the objects of an application that is added to a stack on $choice.type", ({ choice }) => {
  const compiled = (app: Application): readonly EdgeObject[] => objectsOf(compileApplication(choice, app, settings()));

  it("are shared neither with the stack, whose roles it may require, nor with another application", () => {
    const keys = [
      stackOf(choice),
      compiled(application()),
      compiled(application({ name: "tool-deny", basePath: "/other" })),
    ].flatMap((objects) => objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("serve none of the proxy's endpoints, which the stack serves", () => {
    const ownRoutes = JSON.stringify(compiled(application()));
    expect(ownRoutes).not.toMatch(/PathPrefix\(`\/oauth2|"\/oauth2"|\/logout/);
    expect(JSON.stringify(stackOf(choice))).toMatch(/PathPrefix\(`\/oauth2|"\/oauth2"|\/logout/);
  });
});

describe.each(edges.filter(({ choice }) => choice.type !== "ingress-nginx"))(
  "a user without the role of an application that is added to a stack on $choice.type",
  ({ choice }) => {
    /** The page that replaces the plain 403. */
    const pageOf = (role: string, rolesWithPage?: readonly string[]): string[] => {
      const app = application({ rules: [{ paths: ["/*"], require: { role } }] });
      const overrides = rolesWithPage === undefined ? {} : { rolesWithPage };
      const objects = objectsOf(compileApplication(choice, app, settings(overrides)));
      const pages = [
        ...ofKind(objects, "Middleware").flatMap(({ spec }) =>
          spec.errors?.status.includes("403") ? [spec.errors.query] : [],
        ),
        ...ofKind(objects, "BackendTrafficPolicy").flatMap(({ spec }) =>
          spec.responseOverride
            .filter(({ match }) => match.statusCodes.some(({ value }) => value === 403))
            .map(({ response }) => /fetch\("(.*?)"\)/.exec(response.body.inline)?.[1] ?? "no page"),
        ),
      ];
      return pages;
    };

    it("sees the page of the role, if the proxy has one", () => {
      expect(pageOf("reader", ["reader"])).toEqual(["/oauth2/forbidden/reader.html"]);
      expect(pageOf("reader")).toEqual(["/oauth2/forbidden/reader.html"]);
    });

    it("sees the general page otherwise, and never a missing one", () => {
      expect(pageOf("reader", ["writer"])).toEqual(["/oauth2/forbidden/"]);
      expect(pageOf("reader", [])).toEqual(["/oauth2/forbidden/"]);
    });

    it("sees the general page for a role named index, not the redirect that index.html gets", () => {
      expect(pageOf("index", ["index"])).toEqual(["/oauth2/forbidden/"]);
    });
  },
);

describe("an application that is added to a stack", () => {
  it("fails on an edge that cannot express its rules", () => {
    const split = application({ rules: [{ paths: ["/*"], methods: ["GET"], require: { role: "reader" } }] });
    expect(compileApplication({ type: "ingress-nginx", ingressClassName: "nginx" }, split, settings())).toMatchObject({
      ok: false,
      problems: [
        { path: "edge.ingressNginx", expected: expect.stringContaining("tool: GET /* needs reader") as string },
      ],
    });
  });
});

import fc from "fast-check";
import { type Application, decide } from "../../../components/access";
import { upstreamConfig } from "../../../components/proxy/config/upstreams";
import { spellingOf } from "../../../testing/paths/spellings";
import { application } from "../../access/application-builder";
import { arbitraryApplication, arbitraryRequest } from "../../edge/evaluators/arbitrary-applications";
import { singleRoleApplications } from "../settings";
import { answerOf, type UpstreamAnswer } from "../upstream-evaluator";

/** Applications whose rules grant access to one role, or deny it. */
const arbitrarySingleRole: fc.Arbitrary<Application> = arbitraryApplication({
  withMethods: false,
  withExactPaths: true,
}).map((generated) => ({
  ...generated,
  rules: generated.rules.map((rule) => (rule.require === "deny" ? rule : { ...rule, require: { role: "user" } })),
}));

const isForwarded = ({ type }: UpstreamAnswer): boolean => type === "forwarded";

/** No escape, no character that must be escaped, and no spelling that the proxy redirects to another. */
const isPlain = (path: string): boolean => /^[\w./-]*$/.test(path) && !/\/\/|\/\.{1,2}(\/|$)/.test(path);

describe("the upstreams of reverse-proxy mode", () => {
  it("contain each path of the rules once, and deny everything else", () => {
    const { upstreams } = upstreamConfig([
      application({
        rules: [
          { paths: ["/debug/*", "/api/"], require: "deny" },
          { paths: ["/*"], require: { role: "user" } },
        ],
      }),
    ]);
    const lines = upstreams.map(
      (upstream) => `${upstream.path} ${"uri" in upstream ? upstream.uri : upstream.staticCode}`,
    );
    expect(lines.slice(1)).toEqual([
      "/ 403",
      "/tool/debug 403",
      "/tool/debug/ 403",
      "/tool http://tool:8080",
      "/tool/ http://tool:8080",
      "/tool/api/{end:(?:)} 403",
    ]);
    expect(lines[0]).toMatch(/^\/\{ambiguous:.* 403$/);
    expect(new Set(upstreams.map(({ id }) => id)).size).toBe(upstreams.length);
  });

  it("are tried after the denial of ambiguous paths, however long their own paths are", () => {
    const long = `/${"segment/".repeat(60)}end`;
    const { upstreams } = upstreamConfig([application({ rules: [{ paths: [long], require: { role: "user" } }] })]);
    const [first, ...others] = upstreams.map(({ path }) => path.length);
    expect(first).toBeGreaterThan(Math.max(...others));
    expect(
      answerOf(
        upstreamConfig([application({ rules: [{ paths: [`${long}/*`], require: { role: "user" } }] })]),
        `/tool${long}/;`,
      ),
    ).toEqual({ type: "denied" });
  });

  it("forward exactly what decide allows: a path trick never gains access", () => {
    fc.assert(
      fc.property(
        arbitrarySingleRole.chain((generated) => fc.tuple(fc.constant(generated), arbitraryRequest([generated]))),
        ([generated, { method, path }]) => {
          const isAllowed = decide(generated, method, path).type === "role";
          const answer = answerOf(upstreamConfig([generated]), path);
          expect(isForwarded(answer) && !isAllowed).toBe(false);
          if (isPlain(path)) {
            expect(isForwarded(answer)).toBe(isAllowed);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("forward exactly what decide allows for both built-in applications together, in every spelling of a path", () => {
    const config = upstreamConfig(singleRoleApplications);
    const paths = fc
      .constantFrom(
        "/prometheus",
        "/prometheus/graph",
        "/prometheus/-/reload",
        "/prometheus/-/healthy",
        "/prometheus/api/v1/admin/tsdb/snapshot",
        "/prometheus/api/v1/write",
        "/prometheus/debug/pprof/heap",
        "/alertmanager/-/reload",
        "/alertmanager/api/v2/silences",
        "/grafana/",
      )
      .chain((path) => fc.oneof(fc.constant(path), spellingOf(path)));
    fc.assert(
      fc.property(paths, (path) => {
        const isAllowed = singleRoleApplications.some((candidate) => decide(candidate, "POST", path).type === "role");
        const answer = answerOf(config, path);
        expect(isForwarded(answer) && !isAllowed).toBe(false);
        if (isPlain(path)) {
          expect(isForwarded(answer)).toBe(isAllowed);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("deny an encoded slash beside a character that makes Go escape the whole path again", () => {
    const config = upstreamConfig(singleRoleApplications);
    for (const path of ["/prometheus/x%2Fé", "/prometheus/x%2F%22", '/prometheus/x%2F"', "/prometheus/%C3%A9"]) {
      expect([path, answerOf(config, path)]).toEqual([path, { type: "denied" }]);
    }
    for (const path of ["/prometheus/a%20b", "/prometheus/a:b@c,d=e", "/prometheus/%28a%29"]) {
      expect([path, answerOf(config, path).type]).toEqual([path, "forwarded"]);
    }
  });

  it("lead to the application that serves the path", () => {
    const config = upstreamConfig(singleRoleApplications);
    expect(answerOf(config, "/prometheus/graph")).toEqual({ type: "forwarded", uri: "http://prometheus:9090" });
    expect(answerOf(config, "/alertmanager/")).toEqual({ type: "forwarded", uri: "http://alertmanager:9093" });
    expect(answerOf(config, "/prometheusx")).toEqual({ type: "denied" });
  });
});

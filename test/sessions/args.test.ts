import { formatProblems } from "../../components/validation/problem";
import type { ExternalSessionsArgs } from "../../components/sessions/external-sessions";
import { checkSessions, resolveSessions, type SessionsArgs } from "../../components/sessions/args";

const url = "rediss://redis.lan:6379";

function external(overrides: Partial<ExternalSessionsArgs> = {}): SessionsArgs {
  const passwordSecret = { name: "redis", key: "password" };
  const topology = (overrides.sentinel ?? overrides.cluster) ? {} : { standalone: { url } };
  return { external: { passwordSecret, ...topology, ...overrides } };
}

describe("the choice of the session store", () => {
  it("is Valkey in memory when nothing is chosen", () => {
    expect(resolveSessions()).toEqual({ type: "valkey", rotation: "1" });
    expect(resolveSessions({ valkey: {} })).toEqual({ type: "valkey", rotation: "1" });
  });

  it("keeps storage and rotation", () => {
    const valkey = { storage: { size: "1Gi", className: "fast" }, rotation: "2026-11" };
    expect(resolveSessions({ valkey })).toEqual({ type: "valkey", ...valkey });
  });

  it("can be the browser's cookies", () => {
    expect(resolveSessions({ cookie: {} })).toEqual({ type: "cookie" });
  });

  it("can be one external server, with credentials by the name of a Secret", () => {
    expect(resolveSessions(external({ username: "sso", caSecret: { name: "redis-ca" } }))).toEqual({
      type: "external",
      connection: {
        type: "redis",
        topology: "standalone",
        urls: [url],
        username: "sso",
        password: { secretName: "redis", key: "password" },
        ca: { secretName: "redis-ca", key: "ca.crt" },
        rotation: "1",
      },
    });
  });

  it("can be watched by sentinels", () => {
    const sentinel = { masterName: "mymaster", urls: [url], passwordSecret: { name: "sentinel", key: "password" } };
    expect(resolveSessions(external({ sentinel }))).toMatchObject({
      connection: {
        topology: "sentinel",
        urls: [url],
        masterName: "mymaster",
        sentinelPassword: { secretName: "sentinel", key: "password" },
      },
    });
  });

  it("can be a cluster", () => {
    expect(resolveSessions(external({ cluster: { urls: [url, url] } }))).toMatchObject({
      connection: { topology: "cluster", urls: [url, url] },
    });
  });
});

describe("the check of the session store", () => {
  it.each<[string, SessionsArgs]>([
    ["nothing", {}],
    ["Valkey with storage", { valkey: { storage: { size: "1Gi" } } }],
    ["one server", external()],
    ["a database number", external({ standalone: { url: `${url}/2` } })],
    ["sentinels", external({ sentinel: { masterName: "mymaster", urls: [url] } })],
  ])("accepts %s", (_, args) => {
    expect(checkSessions(args, "sessions")).toEqual([]);
  });

  it.each<[string, SessionsArgs]>([
    ["two stores", { valkey: {}, cookie: {} }],
    ["a size that is none", { valkey: { storage: { size: "big" } } }],
    ["two topologies", external({ standalone: { url }, cluster: { urls: [url] } })],
    ["no topology", external({ standalone: undefined })],
    ["no sentinels", external({ sentinel: { masterName: "mymaster", urls: [] } })],
    ["sentinels without the name of the primary", external({ sentinel: { masterName: "", urls: [url] } })],
    ["a password Secret without a name", external({ passwordSecret: { name: "", key: "password" } })],
    ["an http URL", external({ standalone: { url: "https://redis.lan" } })],
    ["certificate checks switched off in the query", external({ standalone: { url: `${url}?skip_verify=true` } })],
  ])("fails for %s", (_, args) => {
    expect(checkSessions(args, "sessions")).toHaveLength(1);
  });

  it("refuses a connection without TLS and says how to fix it", () => {
    const args = external({ standalone: { url: "redis://redis.lan:6379" } });
    expect(formatProblems(checkSessions(args, "sessions"))).toMatchInlineSnapshot(`
      "invalid configuration: 1 problem, nothing was created
        sessions.external.standalone.url = "redis://redis.lan:6379"
          expected a rediss:// URL: session tickets must not cross the network in clear; switch TLS on at the server and use "rediss://redis.lan:6379""
    `);
  });

  it.each(["rediss://:hunter2@redis.lan:6379", "redis://sso:hunter2@redis.lan:6379"])(
    "refuses credentials in a URL without repeating them",
    (withPassword) => {
      const problems = checkSessions(external({ cluster: { urls: [url, withPassword] } }), "sessions");
      expect(problems).toMatchObject([
        { path: "sessions.external.cluster.urls[1]", expected: "a URL without credentials" },
      ]);
      expect(JSON.stringify(problems)).not.toContain("hunter2");
    },
  );
});

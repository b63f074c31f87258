import {
  checkSessionConnection,
  checkSessions,
  resolveSessionConnection,
  resolveSessions,
  type SessionsArgs,
} from "../../components/sessions/args";
import type { RedisConnectionArgs } from "../../components/sessions/redis-connection";
import { formatProblems } from "../../components/validation/problem";

const url = "rediss://redis.lan:6379";

function external(overrides: Partial<RedisConnectionArgs> = {}): SessionsArgs {
  const passwordSecret = { name: "redis", key: "password" };
  const topology = (overrides.sentinel ?? overrides.cluster) ? {} : { standalone: { url } };
  return { external: { passwordSecret, ...topology, ...overrides } };
}

/** The connection of sessions that are not in the stack's own store. */
function connectionOf(args: SessionsArgs) {
  const choice = resolveSessions(args);
  return choice.type === "connection" ? resolveSessionConnection(choice.connection) : undefined;
}

describe("the choice of the session store", () => {
  it("is Valkey in memory when nothing is chosen", () => {
    expect(resolveSessions()).toEqual({ type: "valkey", valkey: {} });
    expect(resolveSessions({ valkey: {} })).toEqual({ type: "valkey", valkey: {} });
  });

  it("keeps storage and rotation", () => {
    const valkey = { storage: { size: "1Gi", storageClassName: "fast" }, rotation: "2026-11" };
    expect(resolveSessions({ valkey })).toEqual({ type: "valkey", valkey });
  });

  it("can be the browser's cookies", () => {
    expect(connectionOf({ cookie: {} })).toEqual({ type: "cookie" });
  });

  it("can be one external server, with credentials in a Secret", () => {
    expect(connectionOf(external({ username: "sso", caSecret: { name: "redis-ca" } }))).toEqual({
      type: "redis",
      topology: { type: "standalone", url },
      username: "sso",
      password: { secretName: "redis", key: "password" },
      ca: { secretName: "redis-ca", key: "ca.crt" },
      rotation: "1",
    });
  });

  it("can be monitored by sentinels", () => {
    const sentinel = { masterName: "mymaster", urls: [url], passwordSecret: { name: "sentinel", key: "password" } };
    expect(connectionOf(external({ sentinel }))).toMatchObject({
      topology: {
        type: "sentinel",
        urls: [url],
        masterName: "mymaster",
        password: { secretName: "sentinel", key: "password" },
      },
    });
  });

  it("can be a cluster", () => {
    expect(connectionOf(external({ cluster: { urls: [url, url] } }))).toMatchObject({
      topology: { type: "cluster", urls: [url, url] },
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
    ["an invalid size", { valkey: { storage: { size: "big" } } }],
    ["two topologies", external({ standalone: { url }, cluster: { urls: [url] } })],
    ["no topology", external({ standalone: undefined })],
    ["no sentinels", external({ sentinel: { masterName: "mymaster", urls: [] } })],
    ["sentinels without the name of the primary", external({ sentinel: { masterName: "", urls: [url] } })],
    ["a password Secret without a name", external({ passwordSecret: { name: "", key: "password" } })],
    ["an http URL", external({ standalone: { url: "https://redis.lan" } })],
    ["a query that disables certificate checks", external({ standalone: { url: `${url}?skip_verify=true` } })],
  ])("fails for %s", (_, args) => {
    expect(checkSessions(args, "sessions")).toHaveLength(1);
  });

  it("fails for a connection without TLS and says how to fix it", () => {
    const args = external({ standalone: { url: "redis://redis.lan:6379" } });
    expect(formatProblems(checkSessions(args, "sessions"))).toMatchInlineSnapshot(`
      "invalid configuration: 1 problem, nothing was created
        sessions.external.standalone.url = "redis://redis.lan:6379"
          expected a rediss:// URL: session tickets must not cross the network in clear; enable TLS at the server and use "rediss://redis.lan:6379""
    `);
  });

  it.each(["rediss://:hunter2@redis.lan:6379", "redis://sso:hunter2@redis.lan:6379"])(
    "fails for credentials in a URL without repeating them",
    (withPassword) => {
      const problems = checkSessions(external({ cluster: { urls: [url, withPassword] } }), "sessions");
      expect(problems).toMatchObject([
        { path: "sessions.external.cluster.urls[1]", expected: "a URL without credentials" },
      ]);
      expect(JSON.stringify(problems)).not.toContain("hunter2");
    },
  );
});

describe("the connection of a proxy to its sessions", () => {
  it("is exactly one of a store and cookies", () => {
    expect(checkSessionConnection({ cookie: {} }, "session")).toEqual([]);
    expect(checkSessionConnection({}, "session")).toMatchObject([{ path: "session" }]);
    expect(checkSessionConnection({ cookie: {}, redis: external().external }, "session")).toMatchObject([
      { path: "session", expected: "exactly one of redis and cookie" },
    ]);
  });

  it("fails for what is wrong with the store", () => {
    const redis = external({ standalone: { url: "redis://redis.lan" } }).external;
    expect(checkSessionConnection({ redis }, "session")).toMatchObject([{ path: "session.redis.standalone.url" }]);
  });
});

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { createServer, type Server } from "node:tls";
import { makeCertificates } from "../../cluster/certificates.js";
import type { Answer } from "../../matrix/edge-answer.js";
import { Wire, type WireRequest } from "../../matrix/wire.js";

describe("the wire of the matrix", () => {
  let folder = "";
  let server: Server;
  let wire: Wire;
  let address: AddressInfo;
  const heads: string[] = [];
  const connections = new Set<number | undefined>();
  const file = (name: string): Promise<string> => readFile(join(folder, name), "utf8");

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "monitoring-sso-wire-"));
    await makeCertificates(folder);
    server = createServer({ cert: await file("etcd.crt"), key: await file("etcd.key") }, (socket) => {
      socket.on("data", (data: Buffer) => {
        heads.push(data.toString("latin1"));
        connections.add(socket.remotePort);
        if (!heads.at(-1)?.includes("/silent")) {
          socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        }
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    address = server.address() as AddressInfo;
    wire = new Wire({ ca: await file("etcd-ca.crt"), connections: 1, timeoutMilliseconds: 500, address });
  });
  after(async () => {
    wire.close();
    server.close();
    await rm(folder, { recursive: true });
  });

  const send = (overrides: Partial<WireRequest> = {}) =>
    wire.send({ host: "localhost", method: "GET", target: "/", headers: {}, ...overrides });
  const lineOf = async (method: string, target: string): Promise<string | undefined> => {
    const answer = await send({ method, target });
    assert.equal(typeof answer === "string" ? answer : answer.status, 200);
    return heads.at(-1)?.split("\r\n")[0];
  };

  it("sends method and target unchanged", async () => {
    for (const [method, target] of [
      ["get", "/a/../%2e%2e//b;c"],
      ["PROPFIND", "https://other.localhost/x?y#z"],
      ["CONNECT", "/prometheus"],
      ["GET", "no-slash"],
    ] as const) {
      assert.equal(await lineOf(method, target), `${method} ${target} HTTP/1.1`);
    }
    assert.equal(await lineOf("GET", "/é"), `GET /${Buffer.from("é").toString("latin1")} HTTP/1.1`);
  });

  it("sends headers, and the length of the body", async () => {
    await send({ method: "QUERY", headers: { "x-a": "b" }, body: "é" });
    assert.match(heads.at(-1) ?? "", /^QUERY \/ HTTP\/1.1\r\nhost: localhost\r\nx-a: b\r\ncontent-length: 2\r\n/);
  });

  it("sends a header with several values as several lines, in their order", async () => {
    await send({ headers: { authorization: ["Bearer a", "Basic b"] } });
    assert.match(heads.at(-1) ?? "", /\r\nauthorization: Bearer a\r\nauthorization: Basic b\r\n/);
  });

  it("fails for an address that is neither loopback nor a pod of the sandbox", () => {
    const at = (host: string): Wire =>
      new Wire({ ca: "", connections: 1, timeoutMilliseconds: 1, address: { address: host, port: 443 } });
    assert.throws(() => at("10.244.1.7"), /10\.244\.1\.7 is neither loopback nor a pod of the sandbox/);
    assert.doesNotThrow(() => {
      at("10.244.0.7").close();
    });
  });

  it("keeps its connection open", async () => {
    connections.clear();
    await send();
    await send();
    assert.equal(connections.size, 1);
  });

  it("returns the reason if there is no answer", async () => {
    assertFailed(await send({ target: "/silent" }), /timeout|aborted/i);
  });

  it("trusts no other CA", async () => {
    const otherWire = new Wire({ ca: await file("ca.crt"), connections: 1, timeoutMilliseconds: 500, address });
    const failed = await otherWire.send({ host: "localhost", method: "GET", target: "/", headers: {} });
    assertFailed(failed, /certificate|verify/);
    otherWire.close();
  });
});

function assertFailed(received: Answer | string, reason: RegExp): void {
  assert.match(typeof received === "string" ? received : `status ${received.status}`, reason);
}

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createSecureServer, type Http2SecureServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { execa } from "execa";
import type { RawEdge } from "../../http/raw-connection.js";
import { sendHttp1 } from "../../http/raw-http1.js";
import { sendHttp2 } from "../../http/raw-http2.js";

describe("a hand-written request", () => {
  let folder: string;
  let server: Http2SecureServer;
  let edge: RawEdge;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "monitoring-sso-raw-"));
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=edge.localhost";
    const names = ["-addext", "subjectAltName=DNS:edge.localhost"];
    await execa("openssl", [...request.split(" "), ...names, "-keyout", key, "-out", cert]);
    server = createSecureServer({ key: await readFile(key), cert: await readFile(cert), allowHTTP1: true });
    // Answers with the requested status.
    server.on("request", ({ url }, response) => {
      response.writeHead(Number(/\d{3}$/.exec(url)?.[0]));
      response.end("answer");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    edge = { caFile: cert, host: "edge.localhost", port: (server.address() as AddressInfo).port };
  });
  after(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });

  const statuses = [200, 202, 301, 302, 308, 400, 401, 403, 404, 405, 421, 500, 503];

  it("returns the status of its answer over HTTP/1.1", async () => {
    for (const status of statuses) {
      const headerLines = ["Host: edge.localhost", "Connection: close"];
      assert.deepEqual(await sendHttp1(edge, { requestLine: `GET /${status} HTTP/1.1`, headerLines }), [status]);
    }
  });

  it("returns two statuses if it is read as two requests", async () => {
    const second = "GET /403 HTTP/1.1\r\nHost: edge.localhost\r\nConnection: close\r\n\r\n";
    const request = { requestLine: "GET /200 HTTP/1.1", headerLines: ["Host: edge.localhost"], body: second };
    assert.deepEqual(await sendHttp1(edge, request), [200, 403]);
  });

  it("returns the status of its answer over HTTP/2", async () => {
    for (const status of statuses) {
      const fields = [
        [":method", "GET"],
        [":scheme", "https"],
        [":authority", "edge.localhost"],
        [":path", `/${"long/".repeat(100)}${status}`],
      ] as const;
      assert.equal(await sendHttp2(edge, { fields }), status);
    }
  });

  it("returns no status if it is rejected as malformed", async () => {
    const headerLines = ["Host: edge.localhost", "A\0: b", "Connection: close"];
    const [status] = await sendHttp1(edge, { requestLine: "GET /200 HTTP/1.1", headerLines });
    assert.notEqual(status, 200);
    assert.equal(
      await sendHttp2(edge, {
        fields: [
          [":method", "GET"],
          ["Upper-Case", "x"],
        ],
      }),
      undefined,
    );
  });
});

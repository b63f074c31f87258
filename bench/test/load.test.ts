import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { execa } from "execa";
import { applyLoad, type Load } from "../lib/load.js";

/** A self-signed certificate and its key, as PEM. */
async function selfSigned(): Promise<string> {
  const args = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout - -days 1 -subj /CN=app.localhost";
  return (await execa("openssl", args.split(" "))).stdout;
}

describe("a load", () => {
  let server: Server;
  let address: string;
  const received: { host: string | undefined; url: string | undefined; cookie: string | undefined }[] = [];
  let status = 200;
  const answerAfterMilliseconds = 5;

  before(async () => {
    const pem = await selfSigned();
    server = createServer({ cert: pem, key: pem }, ({ headers: { host, cookie }, url }, response) => {
      received.push({ host, url, cookie });
      setTimeout(() => response.writeHead(status).end("answer"), answerAfterMilliseconds);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  const load = (overrides: Partial<Load> = {}): Load => ({
    url: "https://app.localhost/query?q=up",
    address,
    headers: { cookie: "session=1" },
    connections: 2,
    seconds: 0.5,
    warmUpSeconds: 0.2,
    ...overrides,
  });

  it("sends the request with its host and headers, and measures in fractions of a millisecond", async () => {
    const { requestsPerSecond, p50Milliseconds, p99Milliseconds, requests } = await applyLoad(load());
    assert.deepEqual(received[0], { host: "app.localhost", url: "/query?q=up", cookie: "session=1" });
    assert.ok(p50Milliseconds >= answerAfterMilliseconds - 1 && p50Milliseconds <= p99Milliseconds);
    assert.notEqual(p50Milliseconds, Math.round(p50Milliseconds));
    // Each connection waits for its answer, and the warm-up does not count.
    assert.ok(requests <= (2 * 700) / answerAfterMilliseconds && requests < received.length);
    assert.ok(Math.abs(requestsPerSecond - requests / 0.5) / requestsPerSecond < 0.5);
  });

  it("notifies when the measurement starts and ends", async () => {
    const events: string[] = [];
    const note = (event: string) => async () => Promise.resolve(void events.push(event));
    await applyLoad(load({ onStart: note("start"), onEnd: note("end") }));
    assert.deepEqual(events, ["start", "end"]);
  });

  it("fails on any other status than 200, which would cost less than an answer", async () => {
    status = 401;
    await assert.rejects(applyLoad(load()), /answered 401 with 0 errors and 0 timeouts, expected only 200/);
  });
});

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { logoutPath, signOutPath, startPath } from "../../components/proxy-contract/endpoints.js";
import { type HttpSession, locationOf } from "../http/http-session.js";
import { useSandbox } from "./stacks/use-sandbox.js";
import { type GrafanaTokens, grafanaTokens, renewGrafana } from "./users/grafana-tokens.js";
import { alertsPath, prometheusQuery } from "./users/requests.js";

const apiPaths = [prometheusQuery, alertsPath];

describe("a sign-out", () => {
  const sandbox = useSandbox();
  let session: HttpSession;
  let otherBrowser: HttpSession;
  let grafana: GrafanaTokens;
  /** A copy of the browser's cookies: it must be worthless after the sign-out. */
  let stolenCookie: string;

  before(async () => {
    session = await sandbox.signedIn("viewer");
    otherBrowser = await sandbox.signedIn("viewer");
    grafana = await grafanaTokens(sandbox, session, (address) => session.open(address));
    stolenCookie = await session.cookies.getCookieString(sandbox.access.monitoringUrl);
  });

  const statuses = (requester: HttpSession, more = {}): Promise<number[]> => {
    const headers = { accept: "application/json", ...more };
    return Promise.all(apiPaths.map(async (path) => (await requester.send(sandbox.url(path), { headers })).status));
  };

  it("starts with a user who is signed in at Prometheus, Alertmanager and Grafana", async () => {
    assert.deepEqual(await statuses(session), [200, 200]);
    const renewed = await renewGrafana(sandbox, session, grafana);
    assert.equal(renewed.status, 200, renewed.body);
    grafana = JSON.parse(renewed.body) as GrafanaTokens;
  });

  it("closes Prometheus and Alertmanager, also to a copy of the cookie", async () => {
    const page = await session.open(sandbox.url(logoutPath));
    assert.match(page.body, /signed_out|Sign in/);
    assert.deepEqual(await statuses(session), [401, 401]);
    assert.deepEqual(await statuses(sandbox.anonymous(), { cookie: stolenCookie }), [401, 401]);
  });

  it("ends the session at Keycloak, which then asks for the password again", async () => {
    const start = await session.open(sandbox.url(`${startPath}?rd=/prometheus/`));
    assert.equal(new URL(start.url).origin, sandbox.access.keycloakUrl);
    assert.match(start.body, /kc-form-login/);
  });

  it("invalidates the refresh token of Grafana", async () => {
    const renewed = await renewGrafana(sandbox, session, grafana);
    assert.equal(renewed.status, 400, renewed.body);
    assert.match(renewed.body, /invalid_grant/);
  });

  it("leaves the same user's session in another browser", async () => {
    assert.deepEqual(await statuses(otherBrowser), [200, 200]);
  });
});

/** Addresses that a check could read as one of this host, and a browser as one of another. */
const foreignAddresses = [
  "https://evil.example",
  "https://evil.example/prometheus/",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/%09/evil.example",
  "/%5Cevil.example",
  "/ /evil.example",
  "/./\\evil.example",
  "/../\\evil.example",
  "https:evil.example",
  "https:/evil.example",
  "https://monitoring.localhost@evil.example/",
  "https://monitoring.localhost.evil.example/",
  "https://evil.example\\@monitoring.localhost/",
  "https://evil.example#@monitoring.localhost/",
  "http://monitoring.localhost:8080@evil.example/",
  "javascript:alert(1)",
  "data:text/html,x",
];

describe("a redirect target on another host", () => {
  const sandbox = useSandbox({ users: ["viewer"] });

  /** Resolves a location as a browser does that receives it from the monitoring host. */
  const expectOwn = (location: string): void => {
    const { origin } = new URL(location, sandbox.access.monitoringUrl);
    assert.equal(origin, sandbox.access.monitoringUrl, location);
  };

  for (const address of foreignAddresses) {
    it(`is followed neither after a sign-in nor after a sign-out: ${JSON.stringify(address)}`, async () => {
      const target = encodeURIComponent(address);
      // The user is signed in at Keycloak, which redirects back at once, with a code.
      const toKeycloak = await sandbox.as("viewer").send(sandbox.url(`${startPath}?rd=${target}`));
      const toCallback = await sandbox.as("viewer").send(locationOf(toKeycloak));
      expectOwn(locationOf(toCallback));
      const toTarget = await sandbox.as("viewer").send(locationOf(toCallback));
      assert.equal(toTarget.status, 302, toTarget.body);
      expectOwn(locationOf(toTarget));
      expectOwn(locationOf(await sandbox.anonymous().send(sandbox.url(`${signOutPath}?rd=${target}`))));
      const headers = { "x-auth-request-redirect": address.replace(/[\t\n]/g, ""), "x-forwarded-host": "evil.example" };
      expectOwn(locationOf(await sandbox.anonymous().send(sandbox.url(signOutPath), { headers })));
    });
  }
});

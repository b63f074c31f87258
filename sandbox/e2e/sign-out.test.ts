import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type HttpSession, locationOf } from "../http/http-session.js";
import { theWorld, type World } from "./stacks/world.js";
import { type GrafanaTokens, grafanaTokens, renewGrafana } from "./users/grafana-tokens.js";

const apiPaths = ["/prometheus/api/v1/query?query=up", "/alertmanager/api/v2/alerts"];

describe("a sign-out", () => {
  let world: World;
  let person: HttpSession;
  let elsewhere: HttpSession;
  let grafana: GrafanaTokens;
  /** What the browser held before: a thief's copy of it must be worth nothing afterwards. */
  let stolenCookie: string;

  before(async () => {
    world = await theWorld();
    person = await world.signedIn("viewer");
    elsewhere = await world.signedIn("viewer");
    grafana = await grafanaTokens(world, person, (address) => person.open(address));
    stolenCookie = await person.cookies.getCookieString(world.access.monitoringUrl);
  });
  after(async () => {
    await person.close();
    await elsewhere.close();
  });

  const statuses = (session: HttpSession, more = {}): Promise<number[]> => {
    const headers = { accept: "application/json", ...more };
    return Promise.all(apiPaths.map(async (path) => (await session.send(world.url(path), { headers })).status));
  };

  it("finds the person signed in at Prometheus, Alertmanager and Grafana", async () => {
    assert.deepEqual(await statuses(person), [200, 200]);
    const renewed = await renewGrafana(world, person, grafana);
    assert.equal(renewed.status, 200, renewed.body);
    grafana = JSON.parse(renewed.body) as GrafanaTokens;
  });

  it("closes Prometheus and Alertmanager, to a copy of the cookie as well", async () => {
    const page = await person.open(world.url("/logout"));
    assert.match(page.body, /signed_out|Sign in/);
    assert.deepEqual(await statuses(person), [401, 401]);
    assert.deepEqual(await statuses(world.stranger(), { cookie: stolenCookie }), [401, 401]);
  });

  it("ends the session at Keycloak, which then asks for the password again", async () => {
    const start = await person.open(world.url("/oauth2/start?rd=/prometheus/"));
    assert.equal(new URL(start.url).origin, world.access.keycloakUrl);
    assert.match(start.body, /kc-form-login/);
  });

  it("leaves Grafana nothing to renew its own session with", async () => {
    const renewed = await renewGrafana(world, person, grafana);
    assert.equal(renewed.status, 400, renewed.body);
    assert.match(renewed.body, /invalid_grant/);
  });

  it("ends the same person's session in no other browser", async () => {
    assert.deepEqual(await statuses(elsewhere), [200, 200]);
  });
});

/** Ways to write an address so that a check takes it for one of this host and a browser does not. */
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

describe("an address to go on to that is somebody else's", () => {
  let world: World;
  let viewer: HttpSession;

  before(async () => {
    world = await theWorld();
    viewer = await world.signedIn("viewer");
  });
  after(() => viewer.close());

  /** Where a browser goes that is told so at an address of the monitoring host. */
  const expectOwn = (location: string): void => {
    const { origin } = new URL(location, world.access.monitoringUrl);
    assert.equal(origin, world.access.monitoringUrl, location);
  };

  for (const address of foreignAddresses) {
    it(`leads there neither after a sign-in nor after a sign-out: ${JSON.stringify(address)}`, async () => {
      const target = encodeURIComponent(address);
      // Signed in at Keycloak already: it sends the person straight back, with a code.
      const toKeycloak = await viewer.send(world.url(`/oauth2/start?rd=${target}`));
      const toCallback = await viewer.send(locationOf(toKeycloak));
      expectOwn(locationOf(toCallback));
      const toTarget = await viewer.send(locationOf(toCallback));
      assert.equal(toTarget.status, 302, toTarget.body);
      expectOwn(locationOf(toTarget));
      expectOwn(locationOf(await world.stranger().send(world.url(`/oauth2/sign_out?rd=${target}`))));
      const headers = { "x-auth-request-redirect": address.replace(/[\t\n]/g, ""), "x-forwarded-host": "evil.example" };
      expectOwn(locationOf(await world.stranger().send(world.url("/oauth2/sign_out"), { headers })));
    });
  }
});

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { expectText, fillSignInForm, openBrowser, type PersonalBrowser } from "./support/browser.js";
import { theWorld, type World } from "./support/world.js";

/** Build output: looked at by people, kept by nobody. */
const screenshots = join(import.meta.dirname, "../../.build/screenshots");

describe("a person with a browser", () => {
  let world: World;
  let browser: PersonalBrowser;

  before(async () => {
    world = await theWorld();
    browser = await openBrowser(world.access.caFile);
    await mkdir(screenshots, { recursive: true });
  });
  after(() => browser.close());

  it("signs in at Keycloak as viewer and sees Prometheus", async () => {
    const page = await browser.newPage();
    await page.goto(world.url("/prometheus/classic/graph?g0.expr=up&g0.tab=1"));
    assert.equal(new URL(page.url()).origin, world.access.keycloakUrl);
    await page.screenshot({ path: join(screenshots, "1-keycloak.png") });
    await fillSignInForm(page, world.credentials("viewer"));
    await page.waitForURL(world.url("/prometheus/classic/graph?g0.expr=up&g0.tab=1"));
    await expectText(page, "up{");
    await page.screenshot({ path: join(screenshots, "2-prometheus.png") });
    await page.close();
  });

  it("sees Alertmanager without another sign-in, and the alert that always fires", async () => {
    const page = await browser.newPage();
    await page.goto(world.url("/alertmanager/#/alerts"));
    await expectText(page, "Watchdog", 120_000);
    await page.screenshot({ path: join(screenshots, "3-alertmanager.png") });
    await page.close();
  });

  it("keeps one small session cookie that scripts cannot read and other sites cannot send", async () => {
    const cookies = await browser.context.cookies(world.access.monitoringUrl);
    const session = cookies.filter(({ name }) => name.includes("oauth2_proxy") && !name.includes("csrf"));
    assert.equal(session.length, 1);
    const [cookie] = session;
    assert.ok(cookie);
    assert.equal(cookie.name, "__Host-oauth2_proxy");
    assert.deepEqual(
      { secure: cookie.secure, httpOnly: cookie.httpOnly, sameSite: cookie.sameSite, path: cookie.path },
      { secure: true, httpOnly: true, sameSite: "Lax", path: "/" },
    );
    assert.ok(cookie.value.length < 512, `${cookie.value.length} characters`);
  });

  it("is told which role is missing, as nobody", async () => {
    const other = await openBrowser(world.access.caFile);
    try {
      const page = await other.newPage();
      await page.goto(world.url("/alertmanager/"));
      await fillSignInForm(page, world.credentials("nobody"));
      await page.waitForURL(world.url("/alertmanager/"));
      await expectText(page, "alertmanager-viewer");
      await page.screenshot({ path: join(screenshots, "4-forbidden.png") });
    } finally {
      await other.close();
    }
  });

  it("keeps the fragment of a deep link across the sign-in", async () => {
    const other = await openBrowser(world.access.caFile);
    try {
      const page = await other.newPage();
      await page.goto(world.url("/alertmanager/#/silences"));
      await fillSignInForm(page, world.credentials("viewer"));
      await page.waitForURL(world.url("/alertmanager/#/silences"));
      await expectText(page, "Silence");
      await page.screenshot({ path: join(screenshots, "5-silences.png") });
    } finally {
      await other.close();
    }
  });

  it("signs out of the proxy and of Keycloak in one go, and stays signed out", async () => {
    const page = await browser.newPage();
    await page.goto(world.url("/logout"));
    await expectText(page, "You are signed out");
    await page.screenshot({ path: join(screenshots, "6-signed-out.png") });
    await page.getByRole("button", { name: "Sign in" }).click();
    // Had the Keycloak session survived, it would lead straight back without asking.
    await page.waitForURL((url) => url.origin === world.access.keycloakUrl);
    await page.getByLabel("Password", { exact: true }).waitFor();
    await page.close();
  });
});

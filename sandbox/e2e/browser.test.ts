import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { theWorld, type World } from "./stacks/world.js";
import { expectText, fillSignInForm, openBrowser, type PersonalBrowser } from "./users/browser.js";

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
    const violations = policyViolations(page);
    await page.goto(world.url("/prometheus/classic/graph?g0.expr=up&g0.tab=1"));
    assert.equal(new URL(page.url()).origin, world.access.keycloakUrl);
    await page.screenshot({ path: join(screenshots, "1-keycloak.png") });
    await fillSignInForm(page, world.credentials("viewer"));
    await page.waitForURL(world.url("/prometheus/classic/graph?g0.expr=up&g0.tab=1"));
    await expectText(page, "up{");
    await page.screenshot({ path: join(screenshots, "2-prometheus.png") });
    assert.deepEqual(violations, []);
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

  it("is told as nobody which role is missing, and signs in as somebody else", async () => {
    const other = await openBrowser(world.access.caFile);
    try {
      const page = await other.newPage();
      const violations = policyViolations(page);
      await page.goto(world.url("/alertmanager/"));
      await fillSignInForm(page, world.credentials("nobody"));
      await page.waitForURL(world.url("/alertmanager/"));
      await expectText(page, "You need the role alertmanager-viewer");
      await expectText(page, "Ask your administrator for it");
      await expectText(page, "signed in as nobody");
      await page.screenshot({ path: join(screenshots, "4-forbidden.png") });
      await page.getByRole("link", { name: "Sign in as somebody else" }).click();
      await fillSignInForm(page, world.credentials("viewer"));
      await page.waitForURL((url) => url.href.startsWith(world.url("/alertmanager/")));
      await page.waitForFunction("document.title === 'Alertmanager'");
      assert.deepEqual(violations, []);
    } finally {
      await other.close();
    }
  });

  it("opens two pages before the sign-in, and gets to both", async () => {
    const other = await openBrowser(world.access.caFile);
    const addresses = ["/prometheus/classic/graph?g0.expr=up&g0.tab=1", "/prometheus/classic/targets"].map((path) =>
      world.url(path),
    );
    try {
      const [first, second] = [await other.newPage(), await other.newPage()];
      await first.goto(addresses[0] ?? "");
      await second.goto(addresses[1] ?? "");
      for (const page of [first, second]) {
        await page.getByLabel("Password", { exact: true }).waitFor();
      }
      await fillSignInForm(first, world.credentials("viewer"));
      await first.waitForURL(addresses[0] ?? "");
      // Keycloak's page notices by itself that the person has signed in beside it.
      await second.bringToFront();
      await second.waitForURL(addresses[1] ?? "");
      await second.getByRole("heading", { name: "Targets" }).waitFor();
    } finally {
      await other.close();
    }
  });

  it("is shown the proxy's pages in no frame, also not in one of the same host", async () => {
    const page = await browser.newPage();
    await page.goto(world.url("/prometheus/classic/graph"));
    const frame = (path: string) =>
      page.evaluate(
        `new Promise((resolve) => {
          const frame = document.body.appendChild(document.createElement("iframe"));
          frame.onload = () => resolve(frame.contentDocument?.body?.innerText ?? "refused");
          frame.src = ${JSON.stringify(path)};
        })`,
      );
    // Not the sign-in page: the proxy forgets who is signed in when it is asked for that one.
    assert.equal(await frame("/oauth2/forbidden/prometheus-viewer.html"), "refused");
    assert.notEqual(await frame("/prometheus/classic/targets"), "refused");
    await page.close();
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
    const violations = policyViolations(page);
    await page.goto(world.url("/logout"));
    await expectText(page, "You are signed out");
    await page.screenshot({ path: join(screenshots, "6-signed-out.png") });
    await page.getByRole("button", { name: "Sign in" }).click();
    // Had the Keycloak session survived, it would lead straight back without asking.
    await page.waitForURL((url) => url.origin === world.access.keycloakUrl);
    await page.getByLabel("Password", { exact: true }).waitFor();
    assert.deepEqual(violations, []);
    await page.close();
    for (const path of ["/prometheus/classic/graph", "/alertmanager/"]) {
      const tab = await browser.newPage();
      await tab.goto(world.url(path));
      await tab.waitForURL((url) => url.origin === world.access.keycloakUrl);
      await tab.close();
    }
  });
});

/** What the browser refuses because of a page's Content-Security-Policy, apart from the icon that no page of ours has. */
function policyViolations(page: Page): string[] {
  const violations: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy/i.test(message.text()) && !message.text().includes("favicon")) {
      violations.push(`${page.url()}: ${message.text()}`);
    }
  });
  return violations;
}

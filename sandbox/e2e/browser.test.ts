import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { forbiddenPagesPath, logoutPath } from "../../components/proxy-contract/endpoints.js";
import { useSandbox } from "./stacks/use-sandbox.js";
import { expectText, fillSignInForm, openBrowser, type UserBrowser } from "./users/browser.js";

/** Build output, for a look at the pages; not committed. */
const screenshots = join(import.meta.dirname, "../../.build/screenshots");

describe("a user with a browser", () => {
  const sandbox = useSandbox();
  let browser: UserBrowser;

  before(async () => {
    browser = await openBrowser(sandbox.access.caFile);
    await mkdir(screenshots, { recursive: true });
  });
  after(() => browser.close());

  it("signs in at Keycloak as viewer, and sees Prometheus", async () => {
    const page = await browser.newPage();
    const violations = policyViolations(page);
    await page.goto(sandbox.url("/prometheus/classic/graph?g0.expr=up&g0.tab=1"));
    assert.equal(new URL(page.url()).origin, sandbox.access.keycloakUrl);
    await page.screenshot({ path: join(screenshots, "1-keycloak.png") });
    await fillSignInForm(page, sandbox.credentials("viewer"));
    await page.waitForURL(sandbox.url("/prometheus/classic/graph?g0.expr=up&g0.tab=1"));
    await expectText(page, "up{");
    await page.screenshot({ path: join(screenshots, "2-prometheus.png") });
    assert.deepEqual(violations, []);
    await page.close();
  });

  it("sees Alertmanager without another sign-in, with the alert that always fires", async () => {
    const page = await browser.newPage();
    await page.goto(sandbox.url("/alertmanager/#/alerts"));
    await expectText(page, "Watchdog", 120_000);
    await page.screenshot({ path: join(screenshots, "3-alertmanager.png") });
    await page.close();
  });

  it("holds one small session cookie that scripts cannot read and other sites cannot send", async () => {
    const cookies = await browser.context.cookies(sandbox.access.monitoringUrl);
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

  it("sees as nobody which role is missing, and signs in as another user", async () => {
    const other = await openBrowser(sandbox.access.caFile);
    try {
      const page = await other.newPage();
      const violations = policyViolations(page);
      await page.goto(sandbox.url("/alertmanager/"));
      await fillSignInForm(page, sandbox.credentials("nobody"));
      await page.waitForURL(sandbox.url("/alertmanager/"));
      await expectText(page, "You need the role alertmanager-viewer");
      await expectText(page, "Ask your administrator for it");
      await expectText(page, "signed in as nobody");
      await page.screenshot({ path: join(screenshots, "4-forbidden.png") });
      await page.getByRole("link", { name: "Sign in as a different user" }).click();
      await fillSignInForm(page, sandbox.credentials("viewer"));
      await page.waitForURL((url) => url.href.startsWith(sandbox.url("/alertmanager/")));
      await page.waitForFunction("document.title === 'Alertmanager'");
      assert.deepEqual(violations, []);
    } finally {
      await other.close();
    }
  });

  it("opens two pages before the sign-in, and reaches both", async () => {
    const other = await openBrowser(sandbox.access.caFile);
    const addresses = ["/prometheus/classic/graph?g0.expr=up&g0.tab=1", "/prometheus/classic/targets"].map((path) =>
      sandbox.url(path),
    );
    try {
      const [first, second] = [await other.newPage(), await other.newPage()];
      await first.goto(addresses[0] ?? "");
      await second.goto(addresses[1] ?? "");
      for (const page of [first, second]) {
        await page.getByLabel("Password", { exact: true }).waitFor();
      }
      await fillSignInForm(first, sandbox.credentials("viewer"));
      await first.waitForURL(addresses[0] ?? "");
      // Keycloak's page notices that the user has signed in in another tab.
      await second.bringToFront();
      await second.waitForURL(addresses[1] ?? "");
      await second.getByRole("heading", { name: "Targets" }).waitFor();
    } finally {
      await other.close();
    }
  });

  it("sees the proxy's pages in no frame, not even in one of the same host", async () => {
    const page = await browser.newPage();
    await page.goto(sandbox.url("/prometheus/classic/graph"));
    const frame = (path: string) =>
      page.evaluate(
        `new Promise((resolve) => {
          const frame = document.body.appendChild(document.createElement("iframe"));
          frame.onload = () => resolve(frame.contentDocument?.body?.innerText ?? "refused");
          frame.src = ${JSON.stringify(path)};
        })`,
      );
    // Not the sign-in page: a request for it ends the session at the proxy.
    assert.equal(await frame(`${forbiddenPagesPath}/prometheus-viewer.html`), "refused");
    assert.notEqual(await frame("/prometheus/classic/targets"), "refused");
    await page.close();
  });

  it("keeps the fragment of a deep link across the sign-in", async () => {
    const other = await openBrowser(sandbox.access.caFile);
    try {
      const page = await other.newPage();
      await page.goto(sandbox.url("/alertmanager/#/silences"));
      await fillSignInForm(page, sandbox.credentials("viewer"));
      await page.waitForURL(sandbox.url("/alertmanager/#/silences"));
      await expectText(page, "Silence");
      await page.screenshot({ path: join(screenshots, "5-silences.png") });
    } finally {
      await other.close();
    }
  });

  it("signs out of proxy and Keycloak at once, and stays signed out", async () => {
    const page = await browser.newPage();
    const violations = policyViolations(page);
    await page.goto(sandbox.url(logoutPath));
    await expectText(page, "You are signed out");
    await page.screenshot({ path: join(screenshots, "6-signed-out.png") });
    await page.getByRole("button", { name: "Sign in" }).click();
    // If Keycloak's session had survived, this would lead back without a form.
    await page.waitForURL((url) => url.origin === sandbox.access.keycloakUrl);
    await page.getByLabel("Password", { exact: true }).waitFor();
    assert.deepEqual(violations, []);
    await page.close();
    for (const path of ["/prometheus/classic/graph", "/alertmanager/"]) {
      const tab = await browser.newPage();
      await tab.goto(sandbox.url(path));
      await tab.waitForURL((url) => url.origin === sandbox.access.keycloakUrl);
      await tab.close();
    }
  });
});

/** Collects what the browser blocks by a page's Content-Security-Policy, except the icon, which our pages do not have. */
function policyViolations(page: Page): string[] {
  const violations: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy/i.test(message.text()) && !message.text().includes("favicon")) {
      violations.push(`${page.url()}: ${message.text()}`);
    }
  });
  return violations;
}

import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import type { Credentials } from "../../http/sign-in.js";

/** A user's browser: a fresh profile that also trusts the sandbox's root CA. */
export interface UserBrowser {
  readonly context: BrowserContext;
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

/** Debian's Chromium, which resolves `*.localhost` to loopback itself. */
const chromiumPath = "/usr/bin/chromium";

/** Without these flags Chromium contacts Google's hosts at every start. */
const quietFlags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function openBrowser(caFile: string): Promise<UserBrowser> {
  const home = await mkdtemp(join(tmpdir(), "monitoring-sso-browser-"));
  await trustInProfile(home, caFile);
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    // The sandboxed renderer needs user namespaces, which root inside a container does not have.
    chromiumSandbox: false,
    args: quietFlags,
    env: { ...process.env, HOME: home },
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  return {
    context,
    newPage: () => context.newPage(),
    close: async () => {
      await browser.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Chromium on Linux reads additional CAs from the NSS database in the home folder. */
async function trustInProfile(home: string, caFile: string): Promise<void> {
  const database = join(home, ".pki", "nssdb");
  await mkdir(database, { recursive: true });
  await execa("certutil", ["-N", "--empty-password", "-d", `sql:${database}`]);
  await execa("certutil", ["-A", "-d", `sql:${database}`, "-t", "C,,", "-n", "monitoring-sso sandbox", "-i", caFile]);
}

/** Fills in Keycloak's sign-in form on the current page, and submits it. */
export async function fillSignInForm(page: Page, { username, password }: Credentials): Promise<void> {
  await page.getByLabel("Username or email").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign In" }).click();
}

/** Waits until the page shows a text. */
export async function expectText(page: Page, text: string, limitMilliseconds = 30_000): Promise<void> {
  await page.getByText(text).first().waitFor({ timeout: limitMilliseconds });
}

import { runInNewContext } from "node:vm";
import { signInScript } from "../../../components/proxy/pages/templates";
import { reverseProxyArgs } from "../settings";
import { page } from "./page";

interface Visit {
  /** URL in the browser. */
  readonly url: string;
  /** Where the proxy would redirect after sign-in. */
  readonly redirect?: string;
  readonly secondsSinceLastSignIn?: number;
  readonly isFramed?: boolean;
}

interface VisitedPage {
  /** Where the script navigated by itself; absent if it waits for a click. */
  readonly navigatedTo?: string;
  /** Where the button leads after sign-in. */
  readonly target: string;
  readonly title: string;
}

/** Runs the script as a browser runs it on the sign-in page. */
function visit({ url, redirect = "/prometheus/", secondsSinceLastSignIn, isFramed = false }: Visit): VisitedPage {
  const { origin, pathname, search, hash } = new URL(url);
  const rd = { value: redirect };
  const title = { textContent: "Sign in" };
  const elements = {
    title,
    message: { textContent: "" },
    "sign-in": { action: `${origin}/oauth2/start`, elements: { namedItem: () => rd } },
  };
  const document = { title: "", getElementById: (id: keyof typeof elements) => elements[id] };
  let navigatedTo: string | undefined;
  const lastSignIn = secondsSinceLastSignIn === undefined ? null : String(Date.now() - secondsSinceLastSignIn * 1000);
  runInNewContext(signInScript, {
    document,
    location: { origin, pathname, search, hash, replace: (target: string) => (navigatedTo = target) },
    sessionStorage: { getItem: () => lastSignIn, setItem: () => undefined },
    URLSearchParams,
    self: "this window",
    top: isFramed ? "another window" : "this window",
  });
  return { navigatedTo, target: rd.value, title: title.textContent };
}

const host = "https://monitoring.example.com";

describe("the script of the sign-in page", () => {
  it("continues to the sign-in by itself", () => {
    expect(visit({ url: `${host}/oauth2/sign_in?rd=%2Fprometheus%2F` }).navigatedTo).toBe(
      `${host}/oauth2/start?rd=%2Fprometheus%2F`,
    );
  });

  it("keeps the fragment of the URL", () => {
    const { navigatedTo } = visit({ url: `${host}/alertmanager/#/silences`, redirect: `${host}/alertmanager/` });
    expect(navigatedTo).toBe(`${host}/oauth2/start?rd=${encodeURIComponent(`${host}/alertmanager/#/silences`)}`);
  });

  it("waits for a click when the last automatic sign-in was a moment ago", () => {
    expect(visit({ url: `${host}/prometheus/`, secondsSinceLastSignIn: 3 }).navigatedTo).toBeUndefined();
    expect(visit({ url: `${host}/prometheus/`, secondsSinceLastSignIn: 60 }).navigatedTo).toBeDefined();
  });

  it("waits for a click in a frame of another page", () => {
    expect(visit({ url: `${host}/prometheus/`, isFramed: true }).navigatedTo).toBeUndefined();
  });

  it("shows that the user is signed out, and waits for a click", () => {
    expect(visit({ url: `${host}/oauth2/sign_in?signed_out=/prometheus/`, redirect: `${host}/` })).toEqual({
      navigatedTo: undefined,
      target: "/prometheus/",
      title: "You are signed out",
    });
  });

  it("keeps the proxy's redirect when the sign-out names none", () => {
    expect(visit({ url: `${host}/oauth2/sign_in?signed_out`, redirect: `${host}/` })).toMatchObject({
      navigatedTo: undefined,
      target: `${host}/`,
    });
  });

  it("ignores a query of the same name at an application's URL", () => {
    expect(visit({ url: `${host}/karma/?signed_out=/` }).navigatedTo).toBeDefined();
  });
});

describe("the sign-in template", () => {
  it("runs the script that continues to the sign-in", () => {
    expect(page("templates/sign_in.html")).toContain(signInScript);
  });
});

describe("the error template", () => {
  it("shows the contact, and executes nothing from the settings", () => {
    expect(page("templates/error.html", { contact: "the platform team" })).toContain("ask the platform team.");
    expect(page("templates/error.html", { contact: "{{ .Secret }}" })).not.toContain("{{ .Secret }}");
  });

  it("names the missing role in reverse-proxy mode only", () => {
    const html = page("templates/error.html", reverseProxyArgs({ contact: "the platform team" }));
    expect(html).toContain("You need the role <code>monitoring</code>");
    expect(html).toContain("Ask the platform team for it.");
    expect(html).toContain("/realms/homelab/protocol/openid-connect/logout?client_id=oauth2-proxy");
    expect(page("templates/error.html")).not.toContain("You need the role");
  });
});

describe("the page for a missing role", () => {
  it("names the role, its client, the contact and when a new role takes effect", () => {
    const html = page("forbidden/prometheus-viewer.html", { contact: "the platform team" });
    expect(html).toContain("You need the role <code>prometheus-viewer</code>");
    expect(html).toContain("<code>oauth2-proxy</code>");
    expect(html).toContain("Ask the platform team for it.");
    expect(html).toContain("A new role takes effect within 4m, or as soon as you sign in again.");
  });

  it("escapes markup from the settings", () => {
    const html = page("forbidden/prometheus-viewer.html", { contact: "<script>alert(1)</script>" });
    expect(html).not.toContain("<script>alert(1)</script>");
    expect(html).toContain("&lt;script&gt;");
  });
});

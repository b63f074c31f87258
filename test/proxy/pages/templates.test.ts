import { runInNewContext } from "node:vm";
import { signInScript } from "../../components/proxy/pages/templates";

interface Visit {
  /** Address in the browser. */
  readonly url: string;
  /** Where the proxy would lead to after the sign-in. */
  readonly redirect?: string;
  readonly secondsSinceLastSignIn?: number;
  readonly isFramed?: boolean;
}

interface Page {
  /** Where the script went by itself; absent when it waits for a click. */
  readonly wentTo?: string;
  /** Where the button leads to after the sign-in. */
  readonly target: string;
  readonly title: string;
}

/** Runs the script as a browser would on the sign-in page. */
function visit({ url, redirect = "/prometheus/", secondsSinceLastSignIn, isFramed = false }: Visit): Page {
  const { origin, pathname, search, hash } = new URL(url);
  const rd = { value: redirect };
  const title = { textContent: "Sign in" };
  const elements = {
    title,
    message: { textContent: "" },
    "sign-in": { action: `${origin}/oauth2/start`, elements: { namedItem: () => rd } },
  };
  const document = { title: "", getElementById: (id: keyof typeof elements) => elements[id] };
  let wentTo: string | undefined;
  const lastSignIn = secondsSinceLastSignIn === undefined ? null : String(Date.now() - secondsSinceLastSignIn * 1000);
  runInNewContext(signInScript, {
    document,
    location: { origin, pathname, search, hash, replace: (address: string) => (wentTo = address) },
    sessionStorage: { getItem: () => lastSignIn, setItem: () => undefined },
    URLSearchParams,
    self: "this window",
    top: isFramed ? "another window" : "this window",
  });
  return { wentTo, target: rd.value, title: title.textContent };
}

const host = "https://monitoring.example.com";

describe("the sign-in page", () => {
  it("takes people on by itself", () => {
    expect(visit({ url: `${host}/oauth2/sign_in?rd=%2Fprometheus%2F` }).wentTo).toBe(
      `${host}/oauth2/start?rd=%2Fprometheus%2F`,
    );
  });

  it("keeps the fragment of the page on the way", () => {
    const { wentTo } = visit({ url: `${host}/alertmanager/#/silences`, redirect: `${host}/alertmanager/` });
    expect(wentTo).toBe(`${host}/oauth2/start?rd=${encodeURIComponent(`${host}/alertmanager/#/silences`)}`);
  });

  it("waits for a click when the last sign-in did not last", () => {
    expect(visit({ url: `${host}/prometheus/`, secondsSinceLastSignIn: 3 }).wentTo).toBeUndefined();
    expect(visit({ url: `${host}/prometheus/`, secondsSinceLastSignIn: 60 }).wentTo).toBeDefined();
  });

  it("leads nowhere by itself in a frame of another page", () => {
    expect(visit({ url: `${host}/prometheus/`, isFramed: true }).wentTo).toBeUndefined();
  });

  it("says that one is signed out and does not sign in again by itself", () => {
    expect(visit({ url: `${host}/oauth2/sign_in?signed_out=/prometheus/`, redirect: `${host}/` })).toEqual({
      wentTo: undefined,
      target: "/prometheus/",
      title: "You are signed out",
    });
  });

  it("leads to the proxy's own choice when the sign-out names no place", () => {
    expect(visit({ url: `${host}/oauth2/sign_in?signed_out`, redirect: `${host}/` })).toMatchObject({
      wentTo: undefined,
      target: `${host}/`,
    });
  });

  it("is not fooled by an application whose own query says the same", () => {
    expect(visit({ url: `${host}/karma/?signed_out=/` }).wentTo).toBeDefined();
  });
});

import { issuerUrls } from "../../keycloak/urls";
import { signOutPath, userInfoPath } from "../../proxy-contract/endpoints";
import type { ProxySettings } from "../settings";
import { contentSecurityPolicy, type PageAbilities } from "./content-security-policy";

/** The pages load no external files: a sign-in page must work where nothing else is reachable. */
const style = `
      :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
      body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; color: CanvasText }
      main { max-width: 34rem; padding: 2rem }
      h1 { font-size: 1.5rem; margin: 0 0 1rem; line-height: 1.25 }
      code { font-size: 1.05em; padding: .1em .3em; border-radius: .25rem; background: color-mix(in srgb, CanvasText 10%, Canvas) }
      h1 code { display: inline-block }
      a, button { display: inline-block; margin: 1rem 1rem 0 0; padding: .5rem 1rem; border: 1px solid; border-radius: .375rem; background: none; color: inherit; font: inherit; text-decoration: none; cursor: pointer }
      small { display: block; margin-top: 1.5rem; opacity: .75 }
    `;

/** A second automatic sign-in within this time means that the first failed: the page then waits for a click. */
const loopGuardSeconds = 10;
/** Key in the tab's session storage for the time of its last automatic sign-in. */
const lastSignInKey = "monitoring-sso:last-sign-in";

/**
 * Script of the sign-in page. After sign-out (`signed_out`, which contains the next URL) it waits for a click: a sign-in
 * without password, by certificate or another provider, would silently undo the sign-out. It also compares the address,
 * because an edge may show this page at an application's address, whose query is not ours. In a frame it waits as well,
 * since Keycloak refuses frames, and the button leads out of the frame.
 *
 * The script contains no comments: Go's templates would remove them, and its hash would no longer match the page's policy.
 */
export const signInScript = `
      var form = document.getElementById("sign-in");
      var target = form.elements.namedItem("rd");
      var isSignInPage = location.origin + location.pathname === form.action.replace(/start$/, "sign_in");
      var signedOut = new URLSearchParams(location.search).get("signed_out");
      if (isSignInPage && signedOut !== null) {
        if (signedOut) target.value = signedOut;
        document.title = document.getElementById("title").textContent = "You are signed out";
        document.getElementById("message").textContent = "Close this page, or sign in again.";
      } else {
        if (location.hash && target.value.indexOf("#") < 0) target.value += location.hash;
        var attempts = "${lastSignInKey}";
        var sinceLast = Date.now() - Number(sessionStorage.getItem(attempts));
        sessionStorage.setItem(attempts, String(Date.now()));
        if (top === self && sinceLast > ${loopGuardSeconds}000) {
          document.getElementById("message").textContent = "Taking you to the sign-in…";
          location.replace(form.action + "?rd=" + encodeURIComponent(target.value));
        }
      }
    `;

/**
 * The sign-in page. It continues by itself and adds the fragment of the URL, which a redirect would lose: the page of
 * Alertmanager's silences is `/alertmanager/#/silences`.
 */
export function signInTemplate(): string {
  return templatePage("sign_in.html", "Sign in", {
    body: `
      <h1 id="title">Sign in</h1>
      <p id="message">This page needs you to be signed in.</p>
      <form id="sign-in" method="get" action="{{.ProxyPrefix}}/start" target="_top">
        <input type="hidden" name="rd" value="{{.Redirect}}">
        <button type="submit">Sign in with {{.ProviderName}}</button>
      </form>`,
    script: signInScript,
    hasForm: true,
  });
}

/** The proxy's message for users without the role, and for nothing else (v7.15.6, pagewriter/error_page.go). */
const forbiddenMessage = "You do not have permission to access this resource.";

/**
 * The page for failures, for example a sign-in that took too long. In reverse-proxy mode, users without the role see it too.
 */
export function errorTemplate(settings: ProxySettings): string {
  const { contact, reverseProxy } = settings;
  const failure = failureBody(contact);
  return templatePage("error.html", "{{.StatusCode}} {{.Title}}", {
    body:
      reverseProxy === undefined
        ? failure
        : `{{ if eq .Message "${forbiddenMessage}" }}${noRoleBody(settings, reverseProxy.role)}{{ else }}${failure}{{ end }}`,
  });
}

function failureBody(contact: string): string {
  return `
      <h1>{{.Title}}</h1>
      {{ if .Message }}<p>{{.Message}}</p>{{ end }}
      <p>Trying again usually helps. If it does not, ask ${templateText(contact)}.</p>
      {{ if .Redirect }}<a href="{{.Redirect}}">Try again</a>{{ end }}
      <small>{{.StatusCode}}{{ if .RequestID }} · request {{.RequestID}}{{ end }}</small>`;
}

/**
 * The user has a session at Keycloak but not at the proxy. Signing in as a different user requires ending the former, which
 * would otherwise sign in the same user again.
 */
function noRoleBody({ contact, clientId, issuerUrl }: ProxySettings, role: string): string {
  const signOut = `${issuerUrls(issuerUrl).endSessionUrl}?client_id=${encodeURIComponent(clientId)}`;
  return `
      <h1>You need the role <code>${templateText(role)}</code></h1>
      <p>You are signed in at Keycloak, but your account does not have the role <code>${templateText(role)}</code> of
        <code>${templateText(clientId)}</code>, which this page requires.</p>
      <p>Ask ${templateText(contact)} for it. A new role takes effect as soon as you sign in again.</p>
      <a href="${escapeHtml(signOut)}">Sign out of Keycloak to sign in as a different user</a>
      <small>{{.StatusCode}}{{ if .RequestID }} · request {{.RequestID}}{{ end }}</small>`;
}

/**
 * Script of the page for a missing role: it shows the signed-in user and offers to sign in as a different one, which skips
 * the loop guard of the sign-in page. In a frame it removes the link, so that no other page can trick users into a click.
 */
const forbiddenScript = `
      var signOut = document.getElementById("sign-out");
      signOut.href += "?rd=" + encodeURIComponent(location.href);
      signOut.addEventListener("click", function () { sessionStorage.removeItem("${lastSignInKey}"); });
      if (top !== self) signOut.remove();
      fetch("${userInfoPath}", { headers: { Accept: "application/json" } })
        .then(function (answer) { return answer.ok ? answer.json() : {}; })
        .then(function (user) {
          var name = user.preferredUsername || user.user;
          if (name) document.getElementById("user").textContent = " · signed in as " + name;
        })
        .catch(function () {});
    `;

/** The page for signed-in users without the role: names the role and the contact. Without a role, access is denied to all. */
export function forbiddenPage({ clientId, contact, sessionRefresh }: ProxySettings, role?: string): string {
  const reason =
    role === undefined
      ? "<p>You are signed in, but your account lacks the role that this page requires, or access is denied to all users.</p>"
      : `<p>You are signed in, but your account does not have the role <code>${escapeHtml(role)}</code> of
        <code>${escapeHtml(clientId)}</code>, which this page requires.</p>`;
  return htmlPage(role === undefined ? "Not allowed" : `You need the role ${escapeHtml(role)}`, {
    body: `
      <h1>${role === undefined ? "You do not have access to this page" : `You need the role <code>${escapeHtml(role)}</code>`}</h1>
      ${reason}
      <p>Ask ${escapeHtml(contact)} for it. A new role takes effect within ${sessionRefresh}, or as soon as you sign in again.</p>
      <a id="sign-out" href="${signOutPath}">Sign in as a different user</a>
      <small>403<span id="user"></span></small>`,
    script: forbiddenScript,
    asksHost: true,
  });
}

interface PageParts extends Omit<PageAbilities, "style"> {
  readonly body: string;
}

/** A template of oauth2-proxy, which finds it by the defined name. */
function templatePage(templateName: string, title: string, parts: PageParts): string {
  return `{{define "${templateName}"}}${htmlPage(title, parts)}{{end}}\n`;
}

function htmlPage(title: string, { body, ...abilities }: PageParts): string {
  const { script } = abilities;
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy({ style, ...abilities })}">
    <meta name="referrer" content="no-referrer">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <style>${style}</style>
  </head>
  <body>
    <main>${body}
    </main>${script === undefined ? "" : `\n    <script>${script}</script>`}
  </body>
</html>
`;
}

const htmlEscapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => htmlEscapes[character] ?? character);
}

/** Text within a Go template, where braces would start an action. */
function templateText(text: string): string {
  return escapeHtml(text).replaceAll("{", "&#123;");
}

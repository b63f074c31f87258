import { contentSecurityPolicy, type PageAbilities } from "./content-security-policy";
import type { ProxySettings } from "../settings";

/** No file of these pages comes from anywhere else: a sign-in page must work where nothing else is reachable. */
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

/** Seconds within which a second automatic sign-in means that the first did not last: the page then waits for a click. */
const loopGuardSeconds = 10;
/** Where the browser remembers, for a tab, when it last went to the sign-in by itself. */
const lastSignInKey = "monitoring-sso:last-sign-in";

/**
 * What the sign-in page does. Whoever comes from the sign-out (`signed_out`, which says where to go next) is not sent on:
 * a sign-in that needs no password, by a certificate or another provider, would undo the sign-out unseen. The address
 * counts too, because an edge may show this page at an application's own, whose query is none of ours. In a frame it waits
 * as well, since Keycloak is shown in none, and the button leads out of it.
 *
 * No comment within: Go's templates would drop it from the page, whose policy knows the script by its hash.
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
 * The sign-in page. It takes the way on by itself and adds the fragment of the URL, which a redirect never sees: the
 * page of an Alertmanager silence is `/alertmanager/#/silences`.
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

/** What the proxy says of somebody without the role, and of nobody else (v7.15.4, pagewriter/error_page.go). */
const forbiddenMessage = "You do not have permission to access this resource.";

/**
 * What the proxy shows when something fails on the way, for example a sign-in that took too long. In reverse-proxy mode it
 * is also what somebody without the role sees.
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
 * There is no session at the proxy here, and one at Keycloak, which would sign in the same person again: the way to be
 * somebody else is to end that one.
 */
function noRoleBody({ contact, clientId, issuerUrl }: ProxySettings, role: string): string {
  const signOut = `${issuerUrl}/protocol/openid-connect/logout?client_id=${encodeURIComponent(clientId)}`;
  return `
      <h1>You need the role <code>${templateText(role)}</code></h1>
      <p>You are signed in at Keycloak, but your account does not have the role <code>${templateText(role)}</code> of
        <code>${templateText(clientId)}</code>, which this page asks for.</p>
      <p>Ask ${templateText(contact)} for it. A new role counts as soon as you sign in again.</p>
      <a href="${escapeHtml(signOut)}">Sign out of Keycloak, to sign in as somebody else</a>
      <small>{{.StatusCode}}{{ if .RequestID }} · request {{.RequestID}}{{ end }}</small>`;
}

/**
 * What the page for a missing role does: it says who is signed in, and lets somebody else. That one comes from a sign-out
 * and goes to the sign-in at once, however short ago the last one was. In a frame the way out is not there to be clicked by
 * mistake.
 */
const forbiddenScript = `
      var signOut = document.getElementById("sign-out");
      signOut.href += "?rd=" + encodeURIComponent(location.href);
      signOut.addEventListener("click", function () { sessionStorage.removeItem("${lastSignInKey}"); });
      if (top !== self) signOut.remove();
      fetch("/oauth2/userinfo", { headers: { Accept: "application/json" } })
        .then(function (answer) { return answer.ok ? answer.json() : {}; })
        .then(function (user) {
          var name = user.preferredUsername || user.user;
          if (name) document.getElementById("person").textContent = " · signed in as " + name;
        })
        .catch(function () {});
    `;

/** For somebody who is signed in and may not: names the role and whom to ask. Without a role: nobody may. */
export function forbiddenPage({ clientId, contact, sessionRefresh }: ProxySettings, role?: string): string {
  const reason =
    role === undefined
      ? "<p>You are signed in, but this page is open to nobody, or your account lacks the role it asks for.</p>"
      : `<p>You are signed in, but your account does not have the role <code>${escapeHtml(role)}</code> of
        <code>${escapeHtml(clientId)}</code>, which this page asks for.</p>`;
  return htmlPage(role === undefined ? "Not allowed" : `You need the role ${escapeHtml(role)}`, {
    body: `
      <h1>${role === undefined ? "This page is not open to you" : `You need the role <code>${escapeHtml(role)}</code>`}</h1>
      ${reason}
      <p>Ask ${escapeHtml(contact)} for it. A new role counts after at most ${sessionRefresh}, or as soon as you sign in again.</p>
      <a id="sign-out" href="/oauth2/sign_out">Sign in as somebody else</a>
      <small>403<span id="person"></span></small>`,
    script: forbiddenScript,
    asksHost: true,
  });
}

interface PageParts extends Omit<PageAbilities, "style"> {
  readonly body: string;
}

/** A template of oauth2-proxy, which finds it by the name that it defines. */
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

/** Text within a Go template: braces would start an action there. */
function templateText(text: string): string {
  return escapeHtml(text).replaceAll("{", "&#123;");
}

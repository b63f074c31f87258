import type { Application } from "../../../access";
import { signInPath, signOutPath, startPath } from "../../../proxy-contract/endpoints";
import type { EdgeSettings } from "../../contract";
import { forbiddenPagePath } from "../../model/sign-in-endpoints";

/**
 * What a browser is shown in place of the proxy's bare answer, at the very address that it asked for: Envoy Gateway has
 * fixed texts only, so that these take a person, or the page, from the proxy. Envoy reads the text as a format: `%` would
 * begin a command. Hosts, paths and roles have been checked and hold neither that nor a character of HTML.
 */

/**
 * Goes to the sign-in page, which leads back to the whole address, query and fragment (`/#/silences`) too. Without scripts
 * the form does so, and back to the application's beginning.
 */
export function signInDocument({ basePath: path }: Application): string {
  return document("Sign in", {
    body: `
    <form id="sign-in" method="get" action="${startPath}">
      <input type="hidden" name="rd" value="${path}/">
      <p>This page needs you to be signed in.</p>
      <button type="submit">Sign in</button>
    </form>`,
    script: `location.replace("${signInPath}?rd=" + encodeURIComponent(location.href));`,
  });
}

/** Shows the proxy's page for the missing role. */
export function forbiddenDocument(role: string, settings: EdgeSettings): string {
  return document(`You need the role ${role}`, {
    body: `
    <p>Your account does not have the role <code>${role}</code> of <code>${settings.clientId}</code>, which this page asks for.</p>
    <p><a href="${signOutPath}">Sign in as somebody else</a></p>`,
    script: `
      fetch("${forbiddenPagePath(role, settings)}")
        .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(answer.status); })
        .then(function (page) { document.open(); document.write(page); document.close(); })
        .catch(function () {});`,
  });
}

function document(title: string, { body, script }: { readonly body: string; readonly script: string }): string {
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <style>:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }</style>
  </head>
  <body>${body}
    <script>${script}</script>
  </body>
</html>
`;
}

import type { Application } from "../../../access";
import { signInPath, signOutPath, startPath } from "../../../proxy-contract/endpoints";
import type { EdgeSettings } from "../../contract";
import { forbiddenPagePath } from "../../model/sign-in-endpoints";

/**
 * Documents that replace the proxy's plain 401 and 403 for a browser, at the address that it requested. Envoy Gateway can
 * show fixed texts only, so the documents lead to the proxy's pages or load them. Envoy reads the text as a format string in
 * which `%` would begin a command. Hosts, paths and roles are checked: they contain neither `%` nor special characters of
 * HTML.
 */

/**
 * Opens the sign-in page, which leads back to the whole address, including query and fragment (`/#/silences`). Without
 * scripts, the form does so and leads back to the root of the application.
 */
export function signInDocument({ basePath }: Application): string {
  return document("Sign in", {
    body: `
    <form id="sign-in" method="get" action="${startPath}">
      <input type="hidden" name="rd" value="${basePath}/">
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
    <p>Your account does not have the role <code>${role}</code> of <code>${settings.clientId}</code>, which this page requires.</p>
    <p><a href="${signOutPath}">Sign in as a different user</a></p>`,
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

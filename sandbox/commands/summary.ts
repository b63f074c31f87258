import type { SandboxAccess } from "./access.js";

/** Permissions of the users that `Pulumi.sandbox.yaml` names; all others have none. */
const permissions: Readonly<Record<string, string>> = {
  viewer: "reads Prometheus and Alertmanager",
  editor: "reads both, and silences alerts",
  admin: "all permissions",
};

function userLines({ users, keycloakAdmin }: SandboxAccess): readonly string[] {
  const rows = Object.entries(users).map(([name, password]) => [
    name,
    password,
    permissions[name] ?? "no role: is denied",
  ]);
  const all = [...rows, [keycloakAdmin.username, keycloakAdmin.password, "administrator of Keycloak"]];
  const width = (column: number): number => Math.max(...all.map((row) => row[column]?.length ?? 0));
  return all.map(
    ([name = "", password = "", what = ""]) => `  ${name.padEnd(width(0))}  ${password.padEnd(width(1))}  ${what}`,
  );
}

/** What a user needs after `up`. Passwords are shown once, because they should not stay in a terminal's scroll-back. */
export function summary(access: SandboxAccess, passwordFile: string, isNew: boolean): string {
  return [
    "",
    `  Prometheus    ${access.monitoringUrl}/prometheus`,
    `  Alertmanager  ${access.monitoringUrl}/alertmanager`,
    `  Keycloak      ${access.keycloakUrl}/admin/ (realm ${access.realm})`,
    "",
    ...(isNew
      ? ["Users and passwords, shown only once:", ...userLines(access), `stored in ${passwordFile}`]
      : [`Users and passwords: ${passwordFile}`]),
    "",
    `Certificates are signed by this sandbox's own root CA: ${access.caFile}`,
    `  curl      curl --cacert ${access.caFile} -I ${access.monitoringUrl}/prometheus/`,
    "  Firefox   Settings > Privacy & Security > Certificates > View Certificates > Authorities > Import",
    "  Chromium  chrome://certificate-manager > Local certificates > Custom > Trusted certificates > Import",
    "",
    "Next:",
    "  npm run sandbox -- open                 open Prometheus in a browser",
    "  npm run sandbox -- test                 end-to-end tests",
    "  npm run sandbox -- pulumi preview       the real pulumi on the product's stack",
    "  npm run sandbox -- kubectl get pods -A  the cluster",
    "  npm run sandbox -- down                 remove the cluster; programs and images stay cached",
    "",
  ].join("\n");
}

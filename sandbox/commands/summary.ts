import type { SandboxAccess } from "./access.js";

/** The rights of the users that `Pulumi.sandbox.yaml` names; others are listed without. */
const rights: Readonly<Record<string, string>> = {
  viewer: "reads Prometheus and Alertmanager",
  editor: "reads, and silences alerts",
  admin: "all of it",
};

function userLines({ users, keycloakAdmin }: SandboxAccess): readonly string[] {
  const rows = Object.entries(users).map(([name, password]) => [name, password, rights[name] ?? "no role: is refused"]);
  const all = [...rows, [keycloakAdmin.username, keycloakAdmin.password, "administrator of Keycloak"]];
  const width = (column: number): number => Math.max(...all.map((row) => row[column]?.length ?? 0));
  return all.map(
    ([name = "", password = "", what = ""]) => `  ${name.padEnd(width(0))}  ${password.padEnd(width(1))}  ${what}`,
  );
}

/** What a person needs after `up`. Passwords are shown once: a terminal's scroll-back is a poor place for them. */
export function summary(access: SandboxAccess, passwordFile: string, isNew: boolean): string {
  return [
    "",
    `  Prometheus    ${access.monitoringUrl}/prometheus`,
    `  Alertmanager  ${access.monitoringUrl}/alertmanager`,
    `  Keycloak      ${access.keycloakUrl}/admin/ (realm ${access.realm})`,
    "",
    ...(isNew
      ? ["Users and passwords, shown this once:", ...userLines(access), `kept in ${passwordFile}`]
      : [`Users and passwords: ${passwordFile}`]),
    "",
    `Certificates come from a root of this sandbox's own: ${access.caFile}`,
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

/**
 * The existing realm that the product uses: users with passwords, and sessions of the default length. The product creates
 * roles and clients. A separate program from the platform's, because it needs a running Keycloak.
 */
import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";
import { homelab } from "./homelab";
import { RealmUser } from "./realm-user";

const platform = new pulumi.StackReference(`organization/sandbox-platform/${pulumi.getStack()}`);

const provider = new keycloak.Provider("keycloak", {
  url: platform.requireOutput("keycloakUrl").apply(String),
  basePath: "",
  clientId: "admin-cli",
  username: platform.requireOutput("keycloakAdminUsername").apply(String),
  password: platform.requireOutput("keycloakAdminPassword").apply(String),
  rootCaCertificate: platform.requireOutput("rootCaPem").apply(String),
  // In the preview of a first run there is no Keycloak to sign in to yet.
  initialLogin: false,
  // Seconds. On a busy machine a realm takes long, and one whose request timed out blocks the next run.
  clientTimeout: 60,
});

const realm = new keycloak.Realm("homelab", homelab, { provider });

/** One user per set of roles in `Pulumi.sandbox.yaml`, and one without any role. */
const realmUsers = ["viewer", "editor", "admin", "nobody"].map(
  (username) => new RealmUser(username, { realmId: realm.id, username }, { providers: [provider] }),
);

export const realmName = realm.realm;
export const users = pulumi.secret(
  pulumi
    .all(realmUsers.map(({ username, password }) => pulumi.all([username, password])))
    .apply((pairs) => Object.fromEntries(pairs)),
);

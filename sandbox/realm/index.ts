/**
 * The realm that the product finds: people with passwords, and sessions of the usual length. Roles and clients are the
 * product's own affair. A program apart from the platform's, because it needs a Keycloak that answers.
 */
import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";
import { homelab } from "./homelab";
import { Person } from "./person";

const platform = new pulumi.StackReference(`organization/sandbox-platform/${pulumi.getStack()}`);

const provider = new keycloak.Provider("keycloak", {
  url: platform.requireOutput("keycloakUrl").apply(String),
  basePath: "",
  clientId: "admin-cli",
  username: platform.requireOutput("keycloakAdminUsername").apply(String),
  password: platform.requireOutput("keycloakAdminPassword").apply(String),
  rootCaCertificate: platform.requireOutput("rootCaPem").apply(String),
  // A preview of a first run has no Keycloak to sign in to yet.
  initialLogin: false,
  // Seconds. A realm takes a busy machine long, and one whose request was given up is in the way of the next run.
  clientTimeout: 60,
});

const realm = new keycloak.Realm("homelab", homelab, { provider });

/** One person a role that the product knows, and one without any. */
const people = ["viewer", "editor", "admin", "nobody"].map(
  (username) => new Person(username, { realmId: realm.id, username }, { providers: [provider] }),
);

export const realmName = realm.realm;
export const users = pulumi.secret(
  pulumi
    .all(people.map((person) => pulumi.all([person.username, person.password])))
    .apply((pairs) => Object.fromEntries(pairs)),
);

import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";
import { keycloakDefaults } from "./defaults";

/** The realm whose users sign in. */
export interface RealmArgs {
  /** Name of the realm. Plain value: it is part of the issuer's URL. */
  name: string;
  /**
   * Creates the realm instead of using an existing one. A created realm has no users yet: they come from Keycloak's admin
   * console, an identity provider or a federation.
   * @default false
   */
  create?: boolean;
  /**
   * Protects a created realm, which holds users and their credentials: neither `pulumi destroy` nor a replacement deletes
   * it before `pulumi state unprotect`.
   * @default true
   */
  protect?: boolean;
}

/** A realm. It exists before anything that uses `id` is created. */
export interface Realm {
  readonly name: string;
  /** Id that Keycloak's provider expects, which equals the name; known once the realm exists. */
  readonly id: pulumi.Output<string>;
  /** SSO Session Idle as a Go duration: the session ends after this long without a refresh. */
  readonly sessionIdle: pulumi.Output<string>;
  /** SSO Session Max as a Go duration: a sign-in never lasts longer. */
  readonly sessionMax: pulumi.Output<string>;
  /** Client Session Idle as a Go duration; zero where SSO Session Idle applies. */
  readonly clientSessionIdle: pulumi.Output<string>;
  /** Client Session Max as a Go duration; zero where SSO Session Max applies. */
  readonly clientSessionMax: pulumi.Output<string>;
}

/** Creates the realm, or looks it up. Previews look it up too, so Keycloak must be reachable. */
export function createOrFindRealm(name: string, args: RealmArgs, opts: pulumi.CustomResourceOptions = {}): Realm {
  return (args.create ?? keycloakDefaults.realm.create) ? createRealm(name, args, opts) : findRealm(args.name, opts);
}

/** SSO Session Max of a realm that this stack creates. */
export const createdRealmSessionMaxSeconds = 10 * 3600;

/** The settings of a realm that this stack creates. */
export function realmSettings(realm: string): keycloak.RealmArgs {
  return {
    realm,
    enabled: true,
    sslRequired: "external",
    registrationAllowed: false,
    duplicateEmailsAllowed: false,
    // A revoked role or a session ended by an administrator takes effect with the next token.
    accessTokenLifespan: "5m",
    ssoSessionIdleTimeout: "30m",
    ssoSessionMaxLifespan: `${createdRealmSessionMaxSeconds / 3600}h`,
    // The block switches brute force detection on; the limit is Keycloak's own default.
    securityDefenses: { bruteForceDetection: { maxLoginFailures: 30 } },
  };
}

/** What a created realm and one that was looked up both have. */
type SessionsOfRealm = Readonly<
  Record<
    "ssoSessionIdleTimeout" | "ssoSessionMaxLifespan" | "clientSessionIdleTimeout" | "clientSessionMaxLifespan",
    pulumi.Output<string>
  >
>;

function createRealm(name: string, args: RealmArgs, opts: pulumi.CustomResourceOptions): Realm {
  const realm = new keycloak.Realm(`${name}-realm`, realmSettings(args.name), {
    ...opts,
    protect: args.protect ?? keycloakDefaults.realm.protect,
  });
  return {
    name: args.name,
    id: realm.id,
    ...sessionsOf(realm),
  };
}

function sessionsOf(realm: SessionsOfRealm): Omit<Realm, "name" | "id"> {
  return {
    sessionIdle: realm.ssoSessionIdleTimeout,
    sessionMax: realm.ssoSessionMaxLifespan,
    clientSessionIdle: realm.clientSessionIdleTimeout,
    clientSessionMax: realm.clientSessionMaxLifespan,
  };
}

function findRealm(name: string, { parent, provider }: pulumi.CustomResourceOptions): Realm {
  const lookup = keycloak.getRealm({ realm: name }, { parent, provider }).catch((cause: unknown) => {
    throw new Error(missingRealmMessage(name), { cause });
  });
  const realm = pulumi.output(lookup);
  return {
    name,
    id: realm.realm,
    ...sessionsOf(realm),
  };
}

/** Keycloak gives the same answer for an absent realm and for one that the account may not read. */
function missingRealmMessage(name: string): string {
  return (
    `cannot read the realm "${name}": check its name and that the provider's account may see it, ` +
    `or have the stack create it with "create: true"`
  );
}

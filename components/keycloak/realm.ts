import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";

/** The realm whose people sign in. */
export interface RealmArgs {
  /** Name of the realm. Plain value: it is part of the issuer's URL. */
  name: string;
  /**
   * Create the realm instead of using one that exists. A realm that the stack creates has no people yet: they come from
   * Keycloak's administration, an identity provider or a federation.
   * @default false
   */
  create?: boolean;
  /**
   * Whether a created realm is protected: it holds people and their credentials, so that neither `pulumi destroy` nor
   * a replacement deletes it before `pulumi state unprotect`.
   * @default true
   */
  protect?: boolean;
}

/** A realm that exists, or will before anything that uses `id` is created. */
export interface Realm {
  readonly name: string;
  /** The name again, as Keycloak's provider wants it; known once the realm exists. */
  readonly id: pulumi.Output<string>;
  /** SSO Session Idle as a Go duration: without a refresh for this long the session ends. */
  readonly sessionIdle: pulumi.Output<string>;
  /** SSO Session Max as a Go duration: a sign-in never lasts longer. */
  readonly sessionMax: pulumi.Output<string>;
}

/** Looks the realm up, or creates it. The look-up runs in previews too: Keycloak must answer then. */
export function createOrFindRealm(name: string, args: RealmArgs, opts: pulumi.CustomResourceOptions = {}): Realm {
  return args.create === true ? createRealm(name, args, opts) : findRealm(args.name, opts);
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
    // A role taken away or a session ended by an administrator takes effect with the next token.
    accessTokenLifespan: "5m",
    ssoSessionIdleTimeout: "30m",
    ssoSessionMaxLifespan: `${createdRealmSessionMaxSeconds / 3600}h`,
    // The block switches brute force detection on; the limit is Keycloak's own default.
    securityDefenses: { bruteForceDetection: { maxLoginFailures: 30 } },
  };
}

function createRealm(name: string, args: RealmArgs, opts: pulumi.CustomResourceOptions): Realm {
  const realm = new keycloak.Realm(`${name}-realm`, realmSettings(args.name), {
    ...opts,
    protect: args.protect ?? true,
  });
  return {
    name: args.name,
    id: realm.id,
    sessionIdle: realm.ssoSessionIdleTimeout,
    sessionMax: realm.ssoSessionMaxLifespan,
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
    sessionIdle: realm.ssoSessionIdleTimeout,
    sessionMax: realm.ssoSessionMaxLifespan,
  };
}

/** Keycloak answers alike for a realm that is absent and one the administrator may not read. */
export function missingRealmMessage(name: string): string {
  return (
    `cannot read the realm "${name}": check its name and that the provider's account may see it, ` +
    `or have the stack create it with "create: true"`
  );
}

import type * as pulumi from "@pulumi/pulumi";
import type { GroupRoleBindingArgs, UserRoleBindingArgs } from "../roles/bindings";

/** A client role made of others. */
export interface CompositeRoleArgs {
  /** Name of the role. */
  name: string;
  /** Client roles it contains; none of them made of others itself. */
  contains: string[];
}

/** A client role that exists before the stack does. */
export interface AdoptedRoleArgs {
  /** Name of the role, one of those the access rules ask for. */
  name: string;
  /** UUID of the role, as in the address of its page in Keycloak's administration. */
  id: string;
}

/**
 * A client that exists and is taken over. The next update sets it to what this component says, its secret included: the
 * preview shows each change. Without this, Keycloak answers 409 to a client id that is taken, and nothing is touched.
 */
export interface AdoptedClientArgs {
  /** UUID of the client, as in the address of its page in Keycloak's administration. Not the client id. */
  id: string;
  /**
   * Roles that the client has already.
   * @default - none: every role is created
   */
  roles?: AdoptedRoleArgs[];
}

/** The client that oauth2-proxy signs people in with, its roles, and who holds them. */
export interface ProxyClientArgs {
  /** Public URL of Keycloak, https, without a trailing slash. Plain value: it is part of the proxy's configuration. */
  keycloakUrl: string;
  /** Name of the realm. Plain value: it is part of the issuer's URL. */
  realm: string;
  /**
   * Id of the realm, as the `id` of a realm that the same program creates: everything then waits for it.
   * @default - the name, which is the id of a realm that exists
   */
  realmId?: pulumi.Input<string>;
  /**
   * Hosts that people sign in on, without scheme: each gets the one redirect URI `https://<host>/oauth2/callback`.
   * Plain values.
   */
  hosts: string[];
  /** Client roles that access rules ask for. Plain values: each is a resource. */
  roles: string[];
  /**
   * Client roles made of others; the others are created too.
   * @default - none
   */
  compositeRoles?: CompositeRoleArgs[];
  /**
   * Client id, which also names the audience and prefixes the roles in access decisions. Plain value.
   * @default "oauth2-proxy"
   */
  clientId?: string;
  /**
   * Where Keycloak may send a browser after signing out, exactly.
   * @default - `https://<host>/` for every host
   */
  postLogoutRedirectUris?: string[];
  /**
   * How long an access token lives, in seconds, 60 to 3600. The proxy refreshes more often than this, so it is how soon
   * a role taken away takes effect. Set on the client, so that it holds whatever the realm says. Plain value.
   * @default 300
   */
  accessTokenLifespanSeconds?: number;
  /**
   * Groups that hold roles. They must exist: the look-up runs in previews too.
   * @default - none
   */
  groups?: GroupRoleBindingArgs[];
  /**
   * People who hold roles. They must exist: the look-up runs in previews too.
   * @default - none
   */
  users?: UserRoleBindingArgs[];
  /**
   * A client that exists and is taken over.
   * @default - a new client; an existing one of that id is an error
   */
  adopt?: AdoptedClientArgs;
  /**
   * Any text; another one makes a new client secret. People stay signed in, proxies restart. Plain value.
   * @default "1"
   */
  rotation?: string;
}

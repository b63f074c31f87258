import type * as pulumi from "@pulumi/pulumi";
import type { GroupRoleBindingArgs, UserRoleBindingArgs } from "../roles/bindings";

/** A client role that contains others. */
export interface CompositeRoleArgs {
  /** Name of the role. */
  name: string;
  /** Client roles that it contains. None of them may be a composite itself. */
  contains: string[];
}

/** A client role that exists before the stack does. */
export interface AdoptedRoleArgs {
  /** Name of the role, one of those that the access rules require. */
  name: string;
  /** UUID of the role, as in the URL of its page in Keycloak's admin console. */
  id: string;
}

/**
 * An existing client that the component takes over. The next update sets the client to what this component configures,
 * including its secret; the preview shows each change. Without this block, Keycloak answers 409 to an existing client id,
 * and nothing changes.
 */
export interface AdoptedClientArgs {
  /** UUID of the client, as in the URL of its page in Keycloak's admin console. Not the client id. */
  id: string;
  /**
   * Roles that the client already has.
   * @default - none: every role is created
   */
  roles?: AdoptedRoleArgs[];
}

/** The client with which oauth2-proxy signs users in, its roles, and their holders. */
export interface ProxyClientArgs {
  /** Public URL of Keycloak, https, without a trailing slash. Plain value: it is part of the proxy's configuration. */
  keycloakUrl: string;
  /** Name of the realm. Plain value: it is part of the issuer URL. */
  realm: string;
  /**
   * Id of the realm. Pass the `id` of a realm that the same program creates, so that everything waits for it.
   * @default - the name, which is the id of an existing realm
   */
  realmId?: pulumi.Input<string>;
  /**
   * Hosts that users sign in on, without scheme. Each host gets one exact redirect URI,
   * `https://<host>/oauth2/callback`, and one exact post-logout redirect URI, `https://<host>/`. Plain values.
   */
  hosts: string[];
  /** Client roles that access rules require. Plain values: each is a resource. */
  roles: string[];
  /**
   * Client roles that contain others. The contained roles are created too.
   * @default - none
   */
  compositeRoles?: CompositeRoleArgs[];
  /**
   * Client id. It also names the audience and is part of the roles in access decisions. Plain value.
   * @default "oauth2-proxy"
   */
  clientId?: string;
  /**
   * Lifespan of an access token in seconds, 60 to 3600. The proxy refreshes more often than this, so a revoked role takes
   * effect within this time. The client sets it, so it does not depend on the realm. Plain value.
   * @default 300
   */
  accessTokenLifespanSeconds?: number;
  /**
   * Longest session of a user at the proxy, in hours, minutes, seconds: `8h`, `90m`. After this time, counted from the first
   * sign-in at the client, Keycloak refuses every refresh. Keycloak rejects more than the realm's SSO Session Max. Give the
   * proxy the same value: `sessionExpire` of this component. Plain value.
   * @default "8h"
   */
  sessionExpire?: string;
  /**
   * Groups that hold roles. They must exist: previews look them up too.
   * @default - none
   */
  groups?: GroupRoleBindingArgs[];
  /**
   * Users that hold roles. They must exist: previews look them up too.
   * @default - none
   */
  users?: UserRoleBindingArgs[];
  /**
   * An existing client to take over.
   * @default - a new client; an existing client with this id is an error
   */
  adopt?: AdoptedClientArgs;
  /**
   * Rotation trigger: any string. Changing it generates a new client secret. Users stay signed in, and the proxy needs no
   * restart: it reads the secret from a file at each use. Plain value.
   * @default "1"
   */
  rotation?: string;
}

import type { ApplicationArgs } from "../access";
import type { EdgeArgs } from "../edge/args";
import type { GroupRoleBindingArgs, UserRoleBindingArgs } from "../keycloak/roles/bindings";
import type { SignInArgs } from "./sign-in";

/** An application behind the sign-in of an existing stack. */
export interface ProtectedApplicationArgs {
  /** The application: its Service, its location and its access rules, as in a stack's `access.applications`. */
  application: ApplicationArgs;
  /** The sign-in: `signIn` of a `MonitoringSso`, or the output of that name of another program's stack. */
  sso: SignInArgs;
  /** The edge that serves the stack's host: exactly one block. */
  edge: EdgeArgs;
  /**
   * Groups that hold the roles that this component creates. They must exist: previews look them up too.
   * @default - none
   */
  groups?: GroupRoleBindingArgs[];
  /**
   * Users that hold the roles that this component creates. Prefer groups: they outlive individual accounts.
   * @default - none
   */
  users?: UserRoleBindingArgs[];
}

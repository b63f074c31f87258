import * as k8s from "@pulumi/kubernetes";
import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";
import { objectLabels } from "../../kubernetes/labels";
import { formatProblems } from "../../validation/problem";
import { createConfidentialClient } from "./confidential";
import { checkRealmUrls, realmUrls } from "../urls";
import {
  checkServiceAccount,
  type ServiceAccountArgs,
  serviceAccountClient,
  serviceAccountScopes,
  roleScopeName,
} from "./service-account-settings";
import { checkLifespan } from "./proxy-settings";

/** A program's own client, and the proxy's client whose applications it uses. */
export interface ServiceAccountClientArgs extends ServiceAccountArgs {
  /** Public URL of Keycloak, https, without a trailing slash. Plain value: it is part of the token's address. */
  keycloakUrl: string;
  /** Name of the realm. Plain value. */
  realm: string;
  /**
   * Id of the realm, as the `id` of a realm that the same program creates: everything then waits for it.
   * @default - the name, which is the id of a realm that exists
   */
  realmId?: pulumi.Input<string>;
  /** Namespace of the Secret with the credentials: whoever reads Secrets there can act as the program. */
  namespace: pulumi.Input<string>;
  /** UUID of the proxy's client: `clientUuid` of a `ProxyClient`. */
  proxyClientUuid: pulumi.Input<string>;
  /** Ids of the proxy's client roles by name: `roleIds` of a `ProxyClient`. */
  proxyRoleIds: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Client scope that puts the proxy into the audience of tokens: `audienceScope` of a `ProxyClient`. */
  audienceScope: pulumi.Input<string>;
  /**
   * How long a token lives, in seconds, 60 to 3600. Programs do not refresh: a role that was taken away still opens
   * something for so long. Plain value.
   * @default 300
   */
  accessTokenLifespanSeconds?: number;
}

/** Name of the Secret with the credentials of a machine: keys `client-id`, `client-secret`, `token-url`. */
export function serviceAccountSecretName(clientId: string): string {
  return `service-account-${clientId}`;
}

/**
 * A confidential Keycloak client for a program: client credentials only, the proxy as audience, and client roles of the
 * proxy. Its token opens what the roles open: `Authorization: Bearer <token>`.
 */
export class ServiceAccountClient extends pulumi.ComponentResource {
  /** Client id. */
  public readonly clientId: string;
  /** Generated secret, as the client has it. */
  public readonly clientSecret: pulumi.Output<string>;
  /** Where the program gets its tokens. */
  public readonly tokenUrl: string;
  /** Name of the Secret with all three. */
  public readonly secretName: string;

  constructor(name: string, args: ServiceAccountClientArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:ServiceAccountClient", name, {}, opts);
    const lifespan = args.accessTokenLifespanSeconds ?? 300;
    const problems = [
      ...checkRealmUrls(args.keycloakUrl, args.realm, ""),
      ...checkServiceAccount(args, ""),
      ...checkLifespan(lifespan, "accessTokenLifespanSeconds"),
    ];
    if (problems.length > 0) {
      throw new pulumi.ResourceError(formatProblems(problems), this);
    }
    const child = { parent: this };
    const realmId = args.realmId ?? args.realm;
    const identity = { realmId, rotation: args.rotation ?? "1" };
    const client = createConfidentialClient(name, serviceAccountClient(args.clientId, lifespan), identity, child);
    const roleScopes = [...new Set(args.roles)].map((role) =>
      grantRole(name, role, { ...args, realmId, client }, child),
    );
    new keycloak.openid.ClientDefaultScopes(
      `${name}-default-scopes`,
      { realmId, clientId: client.id, defaultScopes: serviceAccountScopes(args.audienceScope, roleScopes) },
      child,
    );
    this.clientId = args.clientId;
    this.clientSecret = pulumi.secret(client.clientSecret);
    this.tokenUrl = realmUrls(args.keycloakUrl, args.realm).tokenUrl;
    this.secretName = serviceAccountSecretName(args.clientId);
    this.keepCredentials(name, args.namespace);
    this.registerOutputs({ clientId: this.clientId, tokenUrl: this.tokenUrl, secretName: this.secretName });
  }

  private keepCredentials(name: string, namespace: pulumi.Input<string>): void {
    new k8s.core.v1.Secret(
      `${name}-credentials`,
      {
        metadata: { name: this.secretName, namespace, labels: objectLabels("keycloak") },
        stringData: { "client-id": this.clientId, "client-secret": this.clientSecret, "token-url": this.tokenUrl },
      },
      { parent: this },
    );
  }
}

type RoleGrant = Pick<ServiceAccountClientArgs, "clientId" | "proxyClientUuid" | "proxyRoleIds"> & {
  readonly realmId: pulumi.Input<string>;
  readonly client: keycloak.openid.Client;
};

/**
 * Two halves, because full scope is off: the service account holds the role, and a client scope lets it into tokens.
 *
 * A scope for each machine and role. Not one that people share: Keycloak leaves a scope with role mappings out for whoever
 * holds none of them, and such a person would then meet an error in place of the page that names the missing role. Nor one
 * for several roles: taking one mapping away, the provider takes all of the same client's (terraform-provider-keycloak
 * 5.0.0, role_scope_mapping.go).
 * @returns name of the scope
 */
function grantRole(
  name: string,
  role: string,
  { clientId, realmId, client, proxyClientUuid, proxyRoleIds }: RoleGrant,
  child: { readonly parent: pulumi.Resource },
): pulumi.Output<string> {
  const roleId = pulumi.output(proxyRoleIds).apply((ids) => requireRole(ids, role));
  const scope = new keycloak.openid.ClientScope(
    `${name}-scope-${role}`,
    { realmId, name: roleScopeName(clientId, role), includeInTokenScope: false },
    child,
  );
  const mapping = new keycloak.GenericRoleMapper(
    `${name}-scope-${role}-role`,
    { realmId, clientScopeId: scope.id, roleId },
    child,
  );
  new keycloak.openid.ClientServiceAccountRole(
    `${name}-role-${role}`,
    { realmId, serviceAccountUserId: client.serviceAccountUserId, clientId: proxyClientUuid, role },
    // Named here and not referred to by its id, so nothing but the mapping waits for the role to exist.
    { ...child, dependsOn: [mapping] },
  );
  return scope.name;
}

function requireRole(ids: Readonly<Record<string, string>>, role: string): string {
  const id = ids[role];
  if (id === undefined) {
    throw new Error(`the proxy's client has no role "${role}"; it has: ${Object.keys(ids).join(", ")}`);
  }
  return id;
}

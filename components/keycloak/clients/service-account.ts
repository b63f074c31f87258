import * as keycloak from "@pulumi/keycloak";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { objectLabels } from "../../kubernetes/labels";
import { settle } from "../../validation/settle";
import { createConfidentialClient } from "./confidential";
import {
  roleScopeName,
  serviceAccount,
  type ServiceAccountClientArgs,
  serviceAccountScopes,
} from "./service-account-settings";

/**
 * A confidential Keycloak client with a service account: client credentials only, the proxy as audience, and client roles
 * of the proxy. Its token grants what the roles grant: `Authorization: Bearer <token>`.
 */
export class ServiceAccountClient extends pulumi.ComponentResource {
  /** Client id. */
  public readonly clientId: string;
  /** Generated secret of the client. */
  public readonly clientSecret: pulumi.Output<string>;
  /** Where the service account gets its tokens. */
  public readonly tokenUrl: string;
  /** Name of the Secret with all three. */
  public readonly secretName: string;

  constructor(name: string, args: ServiceAccountClientArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:ServiceAccountClient", name, args, opts);
    const settings = settle(args, serviceAccount, this);
    const child = { parent: this };
    const realmId = args.realmId ?? args.realm;
    const identity = { realmId, rotation: settings.rotation };
    const client = createConfidentialClient(name, settings.client, identity, child);
    const roleScopes = settings.roles.map((role) => grantRole(name, role, { ...args, realmId, client }, child));
    new keycloak.openid.ClientDefaultScopes(
      `${name}-default-scopes`,
      { realmId, clientId: client.id, defaultScopes: serviceAccountScopes(args.audienceScope, roleScopes) },
      child,
    );
    this.clientId = args.clientId;
    this.clientSecret = pulumi.secret(client.clientSecret);
    this.tokenUrl = settings.tokenUrl;
    this.secretName = settings.secretName;
    this.createCredentials(name, args.namespace);
    this.registerOutputs({
      clientId: this.clientId,
      clientSecret: this.clientSecret,
      tokenUrl: this.tokenUrl,
      secretName: this.secretName,
    });
  }

  private createCredentials(name: string, namespace: string): void {
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
 * A grant has two halves, because full scope is off: the service account holds the role, and a client scope admits the role
 * to tokens.
 *
 * Each service account and role has its own scope. Users cannot share it: Keycloak omits a scope with role mappings for users
 * who hold none of them, and such a user would then see an error instead of the page that names the missing role. Several
 * roles cannot share it either: when the provider removes one mapping, it removes all of the same client's
 * (terraform-provider-keycloak 5.0.0, role_scope_mapping.go).
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
    // Refers to the role by its name and not by its id, so only the mapping makes it wait for the role.
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

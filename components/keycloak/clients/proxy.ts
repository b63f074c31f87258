import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";
import { settle } from "../../validation/settle";
import { bindRoles } from "../roles/bindings";
import { createClientRoles } from "../roles/client-roles";
import { createBrowserClient } from "./browser";
import type { ProxyClientArgs } from "./proxy-args";
import { proxyClient } from "./proxy-settings";

/**
 * The confidential Keycloak client of oauth2-proxy: standard flow with PKCE only, one exact redirect URI per host, a
 * generated secret, its audience in tokens, its roles and their holders.
 */
export class ProxyClient extends pulumi.ComponentResource {
  /** Client id. Plain: access decisions name it. */
  public readonly clientId: string;
  /** Generated secret of the client. */
  public readonly clientSecret: pulumi.Output<string>;
  /** `iss` of the realm's tokens. */
  public readonly issuerUrl: string;
  /** Where a browser ends its Keycloak session. */
  public readonly endSessionUrl: string;
  /** Lifespan of access tokens in seconds; refreshes must be more frequent. */
  public readonly accessTokenLifespanSeconds: number;
  /** Longest session of a user, after which Keycloak refuses every refresh: the proxy's cookie must agree. */
  public readonly sessionExpire: string;
  /** UUID of the client. */
  public readonly clientUuid: pulumi.Output<string>;
  /** Client scope that adds the audience. Clients of service accounts take it as a default scope. */
  public readonly audienceScope: pulumi.Output<string>;
  /** Ids of the client's roles by name, for further bindings. */
  public readonly roleIds: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: ProxyClientArgs, opts?: pulumi.ComponentResourceOptions) {
    super("monitoring-sso:index:ProxyClient", name, args, opts);
    const settings = settle(args, proxyClient, this);
    const child = { parent: this };
    const realmId = args.realmId ?? args.realm;
    const identity = { realmId, rotation: settings.rotation, importId: settings.imports.client };
    const client = createBrowserClient(name, settings.client, identity, child);

    // A scope rather than a mapper on the client: clients of service accounts use the same one.
    const scope = new keycloak.openid.ClientScope(
      `${name}-audience-scope`,
      { realmId, name: settings.audienceScope, includeInTokenScope: false },
      child,
    );
    const audience = new keycloak.openid.AudienceProtocolMapper(
      `${name}-audience`,
      { realmId, clientScopeId: scope.id, name: "audience", ...audienceIn(settings.client.clientId) },
      // The provider refuses an audience that is no client yet, and the plain id orders nothing.
      { ...child, dependsOn: [client] },
    );
    new keycloak.openid.ClientDefaultScopes(
      `${name}-default-scopes`,
      { realmId, clientId: client.id, defaultScopes: [...settings.defaultScopes] },
      { ...child, dependsOn: [audience] },
    );
    const owner = { realmId, clientId: client.id, importIds: settings.imports.roles };
    const roleIds = createClientRoles(name, settings.roles, owner, child);
    bindRoles(name, settings.bindings, roleIds, { realmId, ...child });

    this.clientId = settings.client.clientId;
    this.clientSecret = pulumi.secret(client.clientSecret);
    this.issuerUrl = settings.urls.issuerUrl;
    this.endSessionUrl = settings.urls.endSessionUrl;
    this.accessTokenLifespanSeconds = settings.client.accessTokenLifespanSeconds;
    this.sessionExpire = settings.client.sessionExpire;
    this.clientUuid = client.id;
    this.audienceScope = scope.name;
    this.roleIds = pulumi.output(roleIds);
    this.registerOutputs({
      clientId: this.clientId,
      clientSecret: this.clientSecret,
      issuerUrl: this.issuerUrl,
      endSessionUrl: this.endSessionUrl,
      accessTokenLifespanSeconds: this.accessTokenLifespanSeconds,
      sessionExpire: this.sessionExpire,
      clientUuid: this.clientUuid,
      audienceScope: this.audienceScope,
      roleIds: this.roleIds,
    });
  }
}

/** In both tokens: the proxy checks the id token of users and the access token of service accounts. */
function audienceIn(clientId: string): Partial<keycloak.openid.AudienceProtocolMapperArgs> {
  return { includedClientAudience: clientId, addToIdToken: true, addToAccessToken: true };
}

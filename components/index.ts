export {
  type AccessProfile,
  type AccessRule,
  type AccessRuleArgs,
  alertmanagerApplication,
  type ApplicationArgs,
  type ApplicationPodsArgs,
  type ApplicationServiceArgs,
  type Decision,
  decide,
  explain,
  type ExplainedRule,
  type Explanation,
  type Mismatch,
  type PathDefect,
  type RequestToExplain,
  type SkippedRule,
  monitoringRole,
  type PathPattern,
  type ApplicationLocation,
  prometheusApplication,
  type Application,
  requiredRoles,
  resolveApplication,
} from "./access";
export type { ChartSource, ChartSourceArgs } from "./helm/chart-source";
export { ApplicationEdge, type ApplicationEdgeArgs } from "./edge/application-edge";
export type { EdgeArgs } from "./edge/args";
export type { EdgeSettings } from "./edge/contract";
export type { GatewayApiEdgeArgs, GatewayArgs, GatewayImplementationArgs } from "./edge/gateway-api/args";
export type { IngressNginxEdgeArgs } from "./edge/ingress-nginx/args";
export type { TraefikEdgeArgs } from "./edge/traefik/args";
export { GrafanaClient, type GrafanaClientArgs } from "./keycloak/clients/grafana";
export { ServiceAccountClient, type ServiceAccountClientArgs } from "./keycloak/clients/service-account";
export type { ServiceAccountArgs } from "./keycloak/clients/service-account-settings";
export { ProxyClient } from "./keycloak/clients/proxy";
export type { AdoptedClientArgs, AdoptedRoleArgs, ProxyClientArgs } from "./keycloak/clients/proxy-args";
export type { RealmArgs } from "./keycloak/realm";
export type { GroupRoleBindingArgs, UserRoleBindingArgs } from "./keycloak/roles/bindings";
export { MonitoringSso } from "./stack/monitoring-sso";
export type {
  AccessArgs,
  ExistingMonitoringArgs,
  GrafanaArgs,
  KeycloakArgs,
  MonitoringArgs,
  MonitoringSsoArgs,
  NamespaceArgs,
  NetworkArgs,
  ProxyArgs,
} from "./stack/args";
export { MonitoringStack, type MonitoringStackArgs } from "./monitoring/monitoring-stack";
export { NetworkPolicies, type NetworkPoliciesArgs } from "./network/network-policies";
export type { ProxyMode } from "./proxy-contract/mode";
export { OAuth2Proxy, type OAuth2ProxyArgs } from "./proxy/oauth2-proxy";
export { ProtectedApplication, type ProtectedApplicationArgs } from "./protected-application/protected-application";
export type { RealmSessionsArgs } from "./proxy/realm-sessions";
export type { CookieSessions, RedisSessions, SecretKey, SessionConnection, SessionStore } from "./sessions/types";
export type { SessionsArgs } from "./sessions/args";
export { ValkeySessionStore, type ValkeySessionStoreArgs } from "./sessions/valkey-session-store";
export type { SignInArgs, SignInClientArgs } from "./protected-application/sign-in";
export { type CaBundleArgs, CaBundleCopy, type CaBundleCopyArgs } from "./tls/ca-bundle";
export { HostCertificate, type HostCertificateArgs } from "./tls/host-certificate";
export { InternalCertificate, type InternalCertificateArgs } from "./tls/internal-certificate";
export type { TlsArgs } from "./tls/args";
export type { CaBundle, EdgeCertificate, ServerCertificate } from "./tls/types";

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
  monitoringRole,
  type PathPattern,
  type PlacedApplication,
  prometheusApplication,
  type Application,
  requiredRoles,
  resolveApplication,
} from "./access";
export type { ChartSource, ChartSourceArgs } from "./chart-source";
export { ApplicationEdge, type ApplicationEdgeArgs } from "./edge/application-edge";
export type { EdgeArgs, IngressNginxEdgeArgs, TraefikEdgeArgs } from "./edge/compilers";
export type { EdgeSettings } from "./edge/edge-compiler";
export type { GatewayApiEdgeArgs, GatewayArgs, GatewayImplementationArgs } from "./edge/gateway-api-args";
export { GrafanaClient, type GrafanaClientArgs } from "./keycloak/grafana-client";
export { MachineClient, type MachineClientArgs } from "./keycloak/machine-client";
export type { MachineArgs } from "./keycloak/machine-settings";
export { ProxyClient } from "./keycloak/proxy-client";
export type { AdoptedClient, AdoptedRole, ProxyClientArgs } from "./keycloak/proxy-client-args";
export type { RealmArgs } from "./keycloak/realm";
export type { GroupRoleBinding, UserRoleBinding } from "./keycloak/role-bindings";
export { MonitoringSso } from "./monitoring-sso";
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
} from "./monitoring-sso-args";
export { MonitoringStack, type MonitoringStackArgs } from "./monitoring/monitoring-stack";
export { NetworkPolicies, type NetworkPoliciesArgs } from "./network/network-policies";
export type { ProxyMode } from "./proxy-mode";
export { OAuth2Proxy, type OAuth2ProxyArgs } from "./proxy/oauth2-proxy";
export { ProtectedApplication, type ProtectedApplicationArgs } from "./protected-application";
export type { RealmSessionsArgs } from "./proxy/realm-sessions";
export type {
  CookieSessions,
  RedisSessions,
  SecretKey,
  SessionConnection,
  SessionStore,
} from "./sessions/session-types";
export type { SessionsArgs } from "./sessions/sessions-choice";
export { ValkeySessionStore, type ValkeySessionStoreArgs } from "./sessions/valkey-session-store";
export type { SignIn, SignInClient } from "./sign-in";
export { type CaBundleArgs, CaBundleCopy, type CaBundleCopyArgs } from "./trust/ca-bundle";
export { HostCertificate, type HostCertificateArgs } from "./trust/host-certificate";
export { InternalCertificate, type InternalCertificateArgs } from "./trust/internal-certificate";
export type { TlsArgs } from "./trust/tls-choice";
export type { CaBundle, EdgeCertificate, ServerCertificate } from "./trust/trust-types";

export {
  AccessProfile,
  type AccessRule,
  type AccessRuleArgs,
  alertmanagerApplication,
  type Application,
  type ApplicationArgs,
  applicationArgs,
  type ApplicationLocation,
  type ApplicationPodsArgs,
  type ApplicationServiceArgs,
  type BuiltInLocation,
  type CharacterDefect,
  decide,
  type Decision,
  explain,
  type ExplainedRule,
  type Explanation,
  type HttpMethod,
  httpMethods,
  type Mismatch,
  monitoringRole,
  type PathDefect,
  type PathPattern,
  prometheusApplication,
  type RequestToExplain,
  requiredRoles,
  type Requirement,
  resolveApplication,
  type ServicePort,
  type SkippedRule,
} from "./access";
export { ApplicationEdge } from "./edge/application-edge";
export type { ApplicationEdgeArgs, PassthroughApplicationArgs } from "./edge/application-edge-args";
export type { EdgeArgs } from "./edge/args";
export type { GatewayApiEdgeArgs, GatewayArgs, GatewayImplementationArgs } from "./edge/gateway-api/args";
export type { IngressNginxEdgeArgs } from "./edge/ingress-nginx/args";
export type { TraefikEdgeArgs } from "./edge/traefik/args";
export type { ChartSourceArgs } from "./helm/chart-source";
export type { HelmValuesArgs } from "./helm/values";
export { GrafanaClient } from "./keycloak/clients/grafana";
export type { GrafanaClientArgs } from "./keycloak/clients/grafana-settings";
export { ProxyClient } from "./keycloak/clients/proxy";
export type {
  AdoptedClientArgs,
  AdoptedRoleArgs,
  CompositeRoleArgs,
  ProxyClientArgs,
} from "./keycloak/clients/proxy-args";
export { ServiceAccountClient } from "./keycloak/clients/service-account";
export type { ServiceAccountArgs, ServiceAccountClientArgs } from "./keycloak/clients/service-account-settings";
export type { RealmArgs } from "./keycloak/realm";
export type { GroupRoleBindingArgs, UserRoleBindingArgs } from "./keycloak/roles/bindings";
export type { MonitoringHostsArgs } from "./monitoring/location";
export { MonitoringStack } from "./monitoring/monitoring-stack";
export type { ServiceReference } from "./monitoring/service-names";
export type { GrafanaSignInArgs, MonitoringStackArgs, MonitoringStorageArgs } from "./monitoring/settings";
export { NetworkPolicies } from "./network/network-policies";
export type { KeycloakPeerArgs, NetworkPeerArgs } from "./network/peer";
export type { NetworkApplicationArgs, NetworkPoliciesArgs } from "./network/settings";
export type { ProtectedApplicationArgs } from "./protected-application/args";
export { ProtectedApplication } from "./protected-application/protected-application";
export type { SignInArgs, SignInClientArgs } from "./protected-application/sign-in";
export type { OAuth2ProxyArgs } from "./proxy/args";
export { OAuth2Proxy } from "./proxy/oauth2-proxy";
export type { RealmSessionsArgs } from "./proxy/realm-sessions";
export { ProxyMode } from "./proxy-contract/mode";
export type { ProxyServiceArgs } from "./proxy-contract/service";
export type {
  CookieSessionsArgs,
  SessionConnectionArgs,
  SessionsArgs,
  ValkeySessionsArgs,
  ValkeyStorageArgs,
} from "./sessions/args";
export type {
  CaSecretArgs,
  ClusterArgs,
  RedisConnectionArgs,
  SecretKeyArgs,
  SentinelArgs,
  StandaloneArgs,
} from "./sessions/redis-connection";
export { ValkeySessionStore, type ValkeySessionStoreArgs } from "./sessions/valkey-session-store";
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
export { MonitoringSso } from "./stack/monitoring-sso";
export type { CertManagerTlsArgs, ExistingTlsArgs, IssuerRefArgs, SelfSignedTlsArgs, TlsArgs } from "./tls/args";
export { CaBundleCopy, type CaBundleCopyArgs } from "./tls/ca-bundle";
export type { CaBundleArgs, CaBundleSecretArgs } from "./tls/ca-bundle-args";
export { HostCertificate, type HostCertificateArgs } from "./tls/host-certificate";
export { InternalCertificate, type InternalCertificateArgs } from "./tls/internal-certificate";
export type { CaBundle, EdgeCertificate, ServerCertificate } from "./tls/types";

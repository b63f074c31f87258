export {
  type AccessRule,
  type Application,
  type ApplicationLocation,
  type HttpMethod,
  httpMethods,
  type Requirement,
  type ServicePort,
} from "./application";
export {
  type AccessRuleArgs,
  type ApplicationArgs,
  applicationArgs,
  type ApplicationPodsArgs,
  type ApplicationServiceArgs,
  resolveApplication,
  resolveLocation,
} from "./args";
export {
  AccessProfile,
  alertmanagerApplication,
  type BuiltInLocation,
  compositeRoles,
  monitoringRole,
  prometheusApplication,
} from "./built-in";
export {
  checkApart,
  checkApplication,
  checkApplicationArgs,
  checkApplications,
  checkPassthroughArgs,
  checkRoleNames,
} from "./check";
export { decide, type Decision, type Mismatch } from "./decide";
export { describeRule } from "./describe-rule";
export { explain, type ExplainedRule, type Explanation, type RequestToExplain, type SkippedRule } from "./explain";
export type { LocatedApplication } from "./located";
export { type CharacterDefect, describeDefect, type PathDefect } from "./paths/defects";
export { normalizePath } from "./paths/normalize";
export {
  isPathPattern,
  matchesPath,
  type ParsedPathPattern,
  parsePathPattern,
  type PathPattern,
} from "./paths/pattern";
export {
  cover,
  cutAt,
  holds,
  namedPatterns,
  type PathRegion,
  pathRegions,
  type Region,
  regionAround,
  rulesFor,
} from "./paths/regions";
export { type CompositeRole, requiredRoles } from "./roles";
export { checkSingleRole, singleRole } from "./single-role";

export {
  type AccessRule,
  type HttpMethod,
  httpMethods,
  type Application,
  type ApplicationLocation,
  type ServicePort,
  type Requirement,
} from "./application";
export {
  AccessProfile,
  alertmanagerApplication,
  compositeRoles,
  monitoringRole,
  type BuiltInLocation,
  prometheusApplication,
} from "./built-in";
export {
  type AccessRuleArgs,
  type ApplicationArgs,
  type ApplicationPodsArgs,
  type ApplicationServiceArgs,
  applicationArgs,
  resolveApplication,
  resolveLocation,
} from "./args";
export {
  checkApart,
  checkApplication,
  checkApplicationArgs,
  checkApplications,
  checkPassthroughArgs,
  checkRoleNames,
} from "./check";
export type { LocatedApplication } from "./located";
export { type Decision, decide, type Mismatch } from "./decide";
export { explain, type ExplainedRule, type Explanation, type RequestToExplain, type SkippedRule } from "./explain";
export { describeRule } from "./describe-rule";
export { type CharacterDefect, describeDefect, type PathDefect } from "./paths/defects";
export { normalizePath } from "./paths/normalize";
export {
  isPathPattern,
  matchesPath,
  parsePathPattern,
  type ParsedPathPattern,
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
export { checkSingleRole, singleRole } from "./single-role";
export { type CompositeRole, requiredRoles } from "./roles";

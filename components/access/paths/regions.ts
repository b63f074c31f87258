import type { Application, Requirement } from "../application";
import { matchesPath, type ParsedPathPattern, parsePathPattern, type PathPattern } from "./pattern";

/** A part of an application's paths in which every request is answered alike. */
export interface PathRegion extends ParsedPathPattern {
  /** Absent where no rule matches. */
  readonly require?: Requirement;
  /** Whether programs call here. */
  readonly isApi: boolean;
}

/**
 * Cuts an application at every path that a rule or `apiPaths` names. Inside a region the first rule that matches is one
 * and the same, so that an edge which prefers the longest prefix answers as one that tries the rules in order. Regions
 * that say the same as the one around them are left out. Methods are not looked at.
 */
export function pathRegions(application: Application): PathRegion[] {
  const patterns = [...application.rules.flatMap(({ paths }) => paths), ...application.apiPaths].map(parsePathPattern);
  const regions = distinct(patterns).map((pattern) => regionOf(application, pattern));
  return regions.filter((region) => !saysTheSame(region, regionAround(region, regions)));
}

/** The innermost region that holds this one; without any, nothing is allowed there and nobody calls it. */
export function regionAround(region: PathRegion, regions: readonly PathRegion[]): PathRegion {
  const around = regions
    .filter((other) => other !== region && holds(other, region))
    .sort((left, right) => right.path.length - left.path.length);
  return around[0] ?? { path: "", withDescendants: true, isApi: false };
}

function regionOf(application: Application, pattern: ParsedPathPattern): PathRegion {
  const rule = application.rules.find(({ paths }) => cover(paths, pattern));
  const isApi = cover(application.apiPaths, pattern);
  return rule === undefined ? { ...pattern, isApi } : { ...pattern, isApi, require: rule.require };
}

/** Whether one of the patterns matches everything that the other pattern matches. */
export function cover(patterns: readonly PathPattern[], inner: ParsedPathPattern): boolean {
  return patterns.some((pattern) =>
    inner.withDescendants ? holds(parsePathPattern(pattern), inner) : matchesPath(pattern, inner.path),
  );
}

/** Whether everything the inner pattern matches is matched by the outer one, which is a prefix. */
export function holds(outer: ParsedPathPattern, inner: ParsedPathPattern): boolean {
  return outer.withDescendants && (inner.path === outer.path || inner.path.startsWith(`${outer.path}/`));
}

export function distinct(patterns: readonly ParsedPathPattern[]): ParsedPathPattern[] {
  return patterns.filter(
    ({ path, withDescendants }, index) =>
      patterns.findIndex((other) => other.path === path && other.withDescendants === withDescendants) === index,
  );
}

function saysTheSame(left: PathRegion, right: PathRegion): boolean {
  return left.isApi === right.isApi && requirementKey(left.require) === requirementKey(right.require);
}

function requirementKey(requirement: Requirement | undefined): string {
  return typeof requirement === "object" ? `role ${requirement.role}` : String(requirement);
}

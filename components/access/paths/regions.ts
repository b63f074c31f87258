import { isDeepStrictEqual } from "node:util";
import type { AccessRule, Application, Requirement } from "../application";
import { matchesPath, type ParsedPathPattern, parsePathPattern, type PathPattern } from "./pattern";

/** A part of an application's paths in which the same rules match every path. */
export interface Region<Row> extends ParsedPathPattern {
  readonly row: Row;
}

/** A part of an application's paths, and the first rule there, whatever the method. */
export interface PathRegion extends ParsedPathPattern {
  /** Absent where no rule matches. */
  readonly require?: Requirement;
  /** Whether API clients call these paths. */
  readonly isApi: boolean;
}

/** Every path that a rule or `apiPaths` names. */
export function namedPatterns({ rules, apiPaths }: Application): PathPattern[] {
  return [...rules.flatMap(({ paths }) => paths), ...apiPaths];
}

/**
 * Cuts an application at each pattern. The rules that match are the same everywhere inside a region, so an edge that prefers
 * the longest path decides as one that tries the rules in order. A region with the same row as the region around it is left
 * out.
 * @param outside row of the paths that no pattern contains
 */
export function cutAt<Row>(
  patterns: readonly PathPattern[],
  rowOf: (pattern: ParsedPathPattern) => Row,
  outside?: Row,
): Region<Row>[] {
  const regions = distinct(patterns.map(parsePathPattern)).map((pattern) => ({ ...pattern, row: rowOf(pattern) }));
  return regions.filter((region) => !isDeepStrictEqual(region.row, regionAround(region, regions)?.row ?? outside));
}

/** The regions of an application for an edge that does not look at methods. */
export function pathRegions(application: Application): PathRegion[] {
  const rowOf = (pattern: ParsedPathPattern): Omit<PathRegion, keyof ParsedPathPattern> => {
    const [rule] = rulesFor(application, pattern);
    const isApi = cover(application.apiPaths, pattern);
    return rule === undefined ? { isApi } : { isApi, require: rule.require };
  };
  return cutAt(namedPatterns(application), rowOf, { isApi: false }).map(({ path, withDescendants, row }) => ({
    path,
    withDescendants,
    ...row,
  }));
}

/** The innermost region that contains this one. */
export function regionAround<Region extends ParsedPathPattern>(
  region: Region,
  regions: readonly Region[],
): Region | undefined {
  return regions
    .filter((other) => other !== region && holds(other, region))
    .sort((left, right) => right.path.length - left.path.length)[0];
}

/** The rules that match every path of the pattern, in their order. */
export function rulesFor({ rules }: Application, pattern: ParsedPathPattern): AccessRule[] {
  return rules.filter(({ paths }) => cover(paths, pattern));
}

/** Whether one of the patterns matches everything that the other pattern matches. */
export function cover(patterns: readonly PathPattern[], inner: ParsedPathPattern): boolean {
  return patterns.some((pattern) =>
    inner.withDescendants ? holds(parsePathPattern(pattern), inner) : matchesPath(pattern, inner.path),
  );
}

/** Whether the outer pattern is a prefix that matches everything the inner pattern matches. */
export function holds(outer: ParsedPathPattern, inner: ParsedPathPattern): boolean {
  return outer.withDescendants && (inner.path === outer.path || inner.path.startsWith(`${outer.path}/`));
}

function distinct(patterns: readonly ParsedPathPattern[]): ParsedPathPattern[] {
  return patterns.filter(
    (pattern, index) => patterns.findIndex((other) => isDeepStrictEqual(other, pattern)) === index,
  );
}

import fc from "fast-check";
import type { Application } from "../../components/access/index.js";
import { identities } from "./identity.js";
import { otherPaths, plainPaths } from "./plain-paths.js";
import { matrixMethods, type MatrixRequest } from "./request.js";
import { ruleName } from "./rule-name.js";
import { targetOf } from "./targets.js";

export interface MatrixSize {
  readonly seed: number;
  readonly requests: number;
}

/** A rule, or what no rule of an application matches, with the paths and methods to request. */
interface Row {
  readonly name: string;
  readonly application: Pick<Application, "host" | "basePath">;
  readonly paths: readonly string[];
  /** The methods of the rule, or all. */
  readonly methods: readonly string[];
}

type Cell = Pick<MatrixRequest, "identity" | "method"> & { readonly row: Row };

const accepts = ["text/html,application/xhtml+xml,*/*;q=0.8", "application/json", "*/*"];

/**
 * Requests to all applications, the same for the same seed. First come all combinations of rule, identity and method with a
 * plainly spelled path, in an order in which every rule meets every identity before any pair is repeated. The remaining
 * requests use the methods of a rule with paths in all spellings: that is where access could be too wide.
 */
export function generateRequests(
  applications: readonly Application[],
  { seed, requests }: MatrixSize,
): MatrixRequest[] {
  const all = cellsOf(applications);
  const shuffled = sample(fc.shuffledSubarray(all, { minLength: all.length }), seed);
  const isOfRule = ({ row, method }: Cell): boolean => row.methods.includes(method);
  const groups = byRuleAndIdentity(shuffled.filter(isOfRule));
  const otherGroups = byRuleAndIdentity(shuffled.filter((cell) => !isOfRule(cell)));
  const plain = [...interleaved(groups), ...interleaved(otherGroups)];
  const missing = Math.max(0, requests - plain.length);
  const spelled = interleaved(groups.map((group) => repeated(group, Math.ceil(missing / groups.length))));
  const chosen = [...plain, ...spelled].slice(0, requests);
  return sample(fc.tuple(...chosen.map((cell, index) => requestOf(cell, index < plain.length))), seed);
}

function sample<T>(arbitrary: fc.Arbitrary<T>, seed: number): T {
  const [value] = fc.sample(arbitrary, { seed, numRuns: 1 });
  return value as T;
}

function cellsOf(applications: readonly Application[]): Cell[] {
  return applications
    .flatMap(rowsOf)
    .flatMap((row) => matrixMethods.flatMap((method) => identities.map((identity) => ({ row, method, identity }))));
}

function rowsOf(application: Application): Row[] {
  const { name, rules } = application;
  const ofRules = rules.map((rule) => ({
    name: `${name}: ${ruleName(rule)}`,
    application,
    paths: plainPaths(application, rule),
    methods: rule.methods ?? matrixMethods,
  }));
  const noRule = {
    name: `${name}: no rule -> deny`,
    application,
    paths: otherPaths(application),
    methods: matrixMethods,
  };
  return [...ofRules, noRule];
}

/** Groups the cells by rule and identity. */
function byRuleAndIdentity(cells: readonly Cell[]): Cell[][] {
  return [...Map.groupBy(cells, ({ row, identity }) => `${row.name} ${identity}`).values()];
}

/** The first cell of each group, then the second of each, until the longest group ends. */
function interleaved(groups: readonly (readonly Cell[])[]): Cell[] {
  const longest = Math.max(0, ...groups.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) => groups.flatMap((group) => group.slice(turn, turn + 1))).flat();
}

function repeated<T>(items: readonly T[], length: number): T[] {
  return Array.from({ length: Math.ceil(length / items.length) }, () => items)
    .flat()
    .slice(0, length);
}

function requestOf({ row, method, identity }: Cell, isPlain: boolean): fc.Arbitrary<MatrixRequest> {
  const path = fc.constantFrom(...row.paths);
  return fc.record({
    identity: fc.constant(identity),
    host: fc.constant(row.application.host),
    method: fc.constant(method),
    target: isPlain ? path : path.chain((plain) => targetOf(plain, row.application)),
    accept: fc.constantFrom(...accepts),
    row: fc.constant(row.name),
  });
}

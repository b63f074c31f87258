import fc from "fast-check";
import type { Application } from "../../components/access/index.js";
import { identities } from "./identity.js";
import { otherPaths, plainPaths } from "./plain-paths.js";
import { type MatrixRequest, matrixMethods } from "./request.js";
import { ruleName } from "./rule-name.js";
import { targetOf } from "./targets.js";

export interface MatrixSize {
  readonly seed: number;
  readonly requests: number;
}

/** A rule, or what is left where no rule speaks, and what to ask about it. */
interface Row {
  readonly name: string;
  readonly application: Pick<Application, "host" | "basePath">;
  readonly paths: readonly string[];
  /** The methods that the rule names, or all. */
  readonly methods: readonly string[];
}

type Cell = Pick<MatrixRequest, "identity" | "method"> & { readonly row: Row };

const accepts = ["text/html,application/xhtml+xml,*/*;q=0.8", "application/json", "*/*"];

/**
 * Requests to all applications, the same for the same seed. Every rule meets every identity before any meets it twice, and
 * every rule, identity and method meet, with a plainly spelled path. What is left over goes to the methods that a rule
 * names, with paths spelled in every way: that is where something could be open.
 */
export function generateRequests(
  applications: readonly Application[],
  { seed, requests }: MatrixSize,
): MatrixRequest[] {
  const all = cellsOf(applications);
  const shuffled = sample(fc.shuffledSubarray(all, { minLength: all.length }), seed);
  const isOfRule = ({ row, method }: Cell): boolean => row.methods.includes(method);
  const hands = handsOf(shuffled.filter(isOfRule));
  const plain = [...dealt(hands), ...dealt(handsOf(shuffled.filter((cell) => !isOfRule(cell))))];
  const missing = Math.max(0, requests - plain.length);
  const spelled = dealt(hands.map((hand) => repeated(hand, Math.ceil(missing / hands.length))));
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

/** Cells of one rule and one identity each. */
function handsOf(cells: readonly Cell[]): Cell[][] {
  return [...Map.groupBy(cells, ({ row, identity }) => `${row.name} ${identity}`).values()];
}

/** One of each hand, then the second of each, until the longest is empty. */
function dealt(hands: readonly (readonly Cell[])[]): Cell[] {
  const longest = Math.max(0, ...hands.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) => hands.flatMap((hand) => hand.slice(turn, turn + 1))).flat();
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

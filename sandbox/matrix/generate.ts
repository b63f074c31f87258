import fc from "fast-check";
import type { Application } from "../../components/access/index.js";
import { addedAuthorizations, type AuthorizationAttack } from "./authorization.js";
import { extraHeaders } from "./extra-headers.js";
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

/** Of a small number of requests, this part is written oddly. */
const oddPart = 1 / 3;

/**
 * Requests to all applications, the same for the same seed. First come combinations of rule, identity and method with a
 * plainly spelled path, all of them in a long run, in an order in which every rule meets every identity before any pair is
 * repeated. The remaining requests, at least a third, use the methods of a rule with paths in all spellings and with
 * `Authorization` headers that must not count: that is where access could be too wide. All of them have forged headers.
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
  const plain = [...interleaved(groups), ...interleaved(otherGroups)].slice(0, Math.ceil(requests * (1 - oddPart)));
  const missing = requests - plain.length;
  const odd = interleaved(groups.map((group) => repeated(group, Math.ceil(missing / groups.length))));
  const chosen = [...plain, ...odd].slice(0, requests);
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

const authorization: fc.Arbitrary<AuthorizationAttack | undefined> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.record({
      added: fc.constantFrom(...addedAuthorizations),
      at: fc.constantFrom("before" as const, "after" as const),
    }),
  },
);

function requestOf({ row, method, identity }: Cell, isPlain: boolean): fc.Arbitrary<MatrixRequest> {
  const path = fc.constantFrom(...row.paths);
  return fc.record({
    identity: fc.constant(identity),
    host: fc.constant(row.application.host),
    method: fc.constant(method),
    target: isPlain ? path : path.chain((plain) => targetOf(plain, row.application)),
    accept: fc.constantFrom(...accepts),
    extraHeaders,
    authorization: isPlain ? fc.constant(undefined) : authorization,
    row: fc.constant(row.name),
  });
}

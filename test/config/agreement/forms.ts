import type { MonitoringSsoArgs } from "../../../components/stack/args";
import { checkShape } from "../../../components/stack/check-shape";
import { checkMonitoringSso } from "../../../components/stack/prepare";
import { presentText } from "../../../components/validation/names";
import type { Problem } from "../../../components/validation/problem";
import { stackSchema } from "../../../config/schema";
import { goodSettings } from "../../../testing/stacks/bad-stacks";
import { componentSettings } from "./documentation";
import type { Setting } from "./settings";
import { keyOf, stackWith } from "./stacks";

type Check = (stack: MonitoringSsoArgs) => readonly Problem[];

/** What `MonitoringSso` checks before it creates anything. */
export interface Checks {
  /** Each argument by itself. */
  readonly shape: Check;
  /** Arguments in combination, too: whether a role exists, or a host is free, is not for the schema to know. */
  readonly everything: Check;
}

const componentChecks: Checks = { shape: checkShape, everything: checkMonitoringSso };

const pem = (label: string): string => `-----BEGIN ${label}-----\nMIIB\n-----END ${label}-----\n`;

const base = goodSettings;

/** Texts that some form accepts and another refuses. */
export const oddTexts: readonly string[] = [
  ...[
    "",
    " ",
    "a",
    "A",
    "1a",
    "-a",
    "a-",
    "a b",
    "a.b",
    "a_b",
    "a~b",
    "a,b",
    "a:b",
    "a/b",
    "ü",
    "a\nb",
    "..",
    "${a}",
    "{{a}}",
  ],
  ...[40, 41, 63, 64, 253, 254].map((length) => "a".repeat(length)),
  ...["/", "/a", "/a/", "/a/*", "/*", "/..", "/a//b", "a*", "./a", "~/a"],
  ...["1s", "0s", "1m30s", "1d", "1d12h", "-1h", "1.5h", "1", "1Gi", "0Gi", "1GB"],
  ...["10.0.0.1", "10.0.0.0/8", "10.0.0.1/8", "10.1", "::1", "::ffff:0:0/96", "fe80::1%eth0"],
  ...["https://a.example", "https://a.example/", "https://u:p@a.example", "https://a.example?b", "http://a.example"],
  ...["rediss://a:1", "rediss://a", "rediss://u:p@a", "redis://a", "rediss://a?b", "oci://a/b"],
  ...["xn--a", "a.xn--0", "xn--mnchen-3ya", "10.1.2.300", "a.0x7f", "https://xn--a", "https://xn--mnchen-3ya.example"],
  ...["https://[::1]", "https://a.example/%2e%2e", "https://a.example:8443/auth", "https://A.example"],
  ...["CERTIFICATE", "PRIVATE KEY", "TRUSTED CERTIFICATE"].map(pem),
  `${pem("CERTIFICATE")}${pem("PRIVATE KEY")}`,
  `subject=CN=a\n${pem("CERTIFICATE")}${pem("CERTIFICATE")}`,
  ...["6f1d3c1e-7a55-4c9e-9d0a-2b8f4f0a9e11", "6F1D3C1E-7A55-4C9E-9D0A-2B8F4F0A9E11"],
];

/**
 * Texts that pass only one of the schema and the component. Free texts are the schema's alone: an empty one is a mistake in a
 * file, but no danger.
 */
export function textDisagreements(settings: readonly Setting[], checks = componentChecks): string[] {
  return componentSettings(settings)
    .filter(({ schema }) => schema.type === "string" && schema.enum === undefined)
    .flatMap(({ path, schema }) => {
      const isFree = schema.pattern === presentText.pattern.source;
      return oddTexts.flatMap((text) => {
        const refused = (check: Check): boolean => isRefused(check, path, text);
        return accepts(path, text)
          ? passesOnly(refused(checks.shape), "schema", path, text)
          : passesOnly(!isFree && !refused(checks.everything), "component", path, text);
      });
    });
}

/** Bounds that the components do not share. */
export function boundsDisagreements(settings: readonly Setting[], { shape } = componentChecks): string[] {
  return componentSettings(settings).flatMap(({ path, schema: { minimum, maximum } }) =>
    minimum === undefined || maximum === undefined
      ? []
      : [
          ...[minimum, maximum].flatMap((value) => passesOnly(isRefused(shape, path, value), "schema", path, value)),
          ...[minimum - 1, maximum + 1].flatMap((value) =>
            passesOnly(!isRefused(shape, path, value), "component", path, value),
          ),
        ],
  );
}

function passesOnly(isOdd: boolean, who: "schema" | "component", path: string, value: unknown): string[] {
  return isOdd ? [`${path}: ${JSON.stringify(value)} passes the ${who} only`] : [];
}

function isRefused(check: Check, path: string, value: unknown): boolean {
  return check(stackWith(base, path, value)).some((problem) => isAt(problem.path, keyOf(path)));
}

/** Whether the schema accepts a value of a setting. */
export function accepts(path: string, value: unknown): boolean {
  const { error } = stackSchema.safeParse(stackWith(base, path, value));
  return error?.issues.some((issue) => isAt(pathText(issue.path), keyOf(path))) !== true;
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .slice(1);
}

function isAt(problem: string, key: string): boolean {
  return problem === key || problem.startsWith(`${key}.`) || problem.startsWith(`${key}[`);
}

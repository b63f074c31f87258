import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isSecretInput, type RegisteredResource } from "../support/mocks";
import { runProgram } from "../support/run-program";

const root = join(__dirname, "../..");
const goldenFile = join(__dirname, "golden/dev-stack.json");

/** Settings of a committed stack file by their name without the project's. */
function settingsOf(stackFile: string): Record<string, unknown> {
  const { config } = parse(readFileSync(join(root, stackFile), "utf8")) as { config: Record<string, unknown> };
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key.replace("monitoring-sso:", ""), value]));
}

/** Inputs as a reviewer reads them: keys sorted, secrets masked. */
function reviewed(value: unknown): unknown {
  if (isSecretInput(value)) {
    return "<secret>";
  }
  if (Array.isArray(value)) {
    return value.map(reviewed);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, reviewed(inner)]);
  return Object.fromEntries(entries.sort(([left], [right]) => left.localeCompare(right)));
}

/** What a stack makes, without components (their children say it all) and sorted by name. */
function rendered(resources: readonly RegisteredResource[]): Record<string, unknown> {
  const made = resources.filter(({ type }) => !/^(pulumi:|monitoring-sso:)/.test(type));
  const named = made.map(({ type, name, inputs }): [string, unknown] => [`${type} ${name}`, reviewed(inputs)]);
  return Object.fromEntries(named.sort(([left], [right]) => left.localeCompare(right)));
}

describe("the dev stack", () => {
  it("renders what the golden file contains; UPDATE_GOLDEN=1 rewrites it for review", async () => {
    const { resources } = await runProgram(settingsOf("Pulumi.dev.yaml"));
    const text = `${JSON.stringify(rendered(resources), null, 2)}\n`;
    if (process.env["UPDATE_GOLDEN"] === "1") {
      writeFileSync(goldenFile, text);
    }
    expect(text).toBe(readFileSync(goldenFile, "utf8"));
  });
});

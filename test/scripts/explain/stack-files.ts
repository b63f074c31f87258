import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { type Result, runExplain } from "../../../scripts/explain/run";
import { goodSettings, type Settings, stackFileConfig } from "../../../testing/stacks/bad-stacks";

/** Runs the command in a folder with one stack, `test`. */
export function explainIn(settings: Settings, ...words: readonly string[]): Result {
  const folder = mkdtempSync(join(tmpdir(), "explain-"));
  try {
    writeFileSync(join(folder, "Pulumi.test.yaml"), stringify({ config: stackFileConfig(settings) }));
    const flags = { stack: "test", json: words.includes("--json") };
    return runExplain(
      words.filter((word) => word !== "--json"),
      flags,
      folder,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export { goodSettings };

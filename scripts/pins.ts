// Compares every pin with the source it comes from. `npm run pins`.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import manifest from "../package.json";
import {
  debianVersions,
  envoyWheel,
  goModuleVersions,
  keycloakDistribution,
  mavenDependencyPlugin,
} from "../sandbox/versions";
import { charts, oauth2ProxyImageTag } from "../versions";
import { createAsk } from "./pins/ask";
import {
  actionPins,
  chartPins,
  debianPins,
  distinct,
  goModPins,
  goPins,
  mavenPins,
  npmPins,
  pypiPin,
} from "./pins/collect";
import { inParallel } from "./pins/in-parallel";
import { judge } from "./pins/judge";
import type { JudgedPin, Pin } from "./pins/pin";
import { exitCode, summary, table } from "./pins/report";

const root = join(__dirname, "..");

/** Questions at a time: enough to wait for few, and few enough for a small machine. */
const atOnce = 6;

function allPins(): Pin[] {
  const toolchain = "sandbox/toolchain";
  const tools = readdirSync(join(root, toolchain), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const goMods = tools.map(({ name }) => `${toolchain}/${name}/go.mod`);
  const workflows = readdirSync(join(root, ".github/workflows")).map((name) => `.github/workflows/${name}`);
  const read = (file: string): string => readFileSync(join(root, file), "utf8");
  return distinct([
    ...chartPins(charts, "versions.ts"),
    // The image is built from the tag that the Go module has too, and the module proxy is easier to ask.
    ...goPins({ "github.com/oauth2-proxy/oauth2-proxy/v7": oauth2ProxyImageTag }, "versions.ts"),
    ...goPins(goModuleVersions, "sandbox/versions.ts"),
    ...goMods.flatMap((file) => goModPins(read(file), file)),
    ...mavenPins([keycloakDistribution.artifact, mavenDependencyPlugin], "sandbox/versions.ts"),
    pypiPin(envoyWheel.distribution, envoyWheel.version, "sandbox/versions.ts"),
    ...debianPins(debianVersions, "sandbox/versions.ts"),
    ...npmPins(manifest, "package.json"),
    ...workflows.flatMap((file) => actionPins(read(file), file)),
  ]);
}

async function main({ json }: { readonly json?: true }): Promise<void> {
  const pins = allPins();
  const ask = createAsk(mavenDependencyPlugin);
  let answered = 0;
  const judged = await inParallel(pins, atOnce, async (pin): Promise<JudgedPin> => {
    const verdict = judge(pin, await ask(pin));
    answered += 1;
    // On stderr, and a line each: a log shows that it goes on, and the table can be piped.
    console.error(`${answered}/${pins.length} ${pin.source} ${pin.name}: ${verdict.status}`);
    return { pin, verdict };
  });
  console.log(json ? JSON.stringify(judged, null, 2) : `${table(judged)}\n\n${summary(judged)}`);
  process.exitCode = exitCode(judged);
}

void new Command("npm run pins --")
  .description(
    "Compares every pinned version with its source. Exits with 1 when a newer patch of a pinned minor is out.",
  )
  .option("--json", "print the verdicts as JSON")
  .action(main)
  .parseAsync();

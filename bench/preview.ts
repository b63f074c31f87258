import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { crdsFolder } from "../sandbox/build/crds.js";
import { runningCluster } from "../sandbox/commands/running-cluster.js";
import { projectFolder, sandboxContext } from "../sandbox/commands/up-context.js";
import { productWorkspace } from "../sandbox/pulumi/deploy.js";
import { runEngine } from "../sandbox/pulumi/engine.js";
import { configFile, prepareStack, stackName } from "../sandbox/pulumi/stack.js";
import type { PulumiWorkspace } from "../sandbox/pulumi/workspace.js";
import { toolPaths } from "../sandbox/toolchain/index.js";
import type { Comparison, Findings } from "./lib/result.js";
import { interleaved, type Variant } from "./lib/rounds.js";
import type { BenchmarkOptions } from "./lib/run.js";

const metric = "time of a preview";
/** Protected applications besides Prometheus and Alertmanager, each with a role and pods of its own. */
const applicationCounts = [1, 10, 100] as const;

/** Names of the variants. */
const empty = "empty program";
const product = "product";
const command = "npm run sandbox -- pulumi preview";
const withApplications = (count: number): string => `product with ${count} more applications`;

/**
 * Times `pulumi preview` in the running sandbox: of the product without a change, of a program that only configures the same
 * providers, of the product with more applications, and of the product through the sandbox's command.
 */
export async function measurePreview(options: BenchmarkOptions): Promise<Findings> {
  await runningCluster();
  const workspace = await productWorkspace(sandboxContext(await toolPaths(), await crdsFolder(projectFolder)));
  const state = await mkdtemp(join(tmpdir(), "bench-preview-"));
  try {
    const variants = [
      await emptyVariant(workspace, state),
      productVariant(workspace, product, 0),
      {
        name: command,
        measure: () => timed(() => execa("npm", ["run", "sandbox", "--", "pulumi", "preview"], { cwd: projectFolder })),
      },
      ...applicationCounts.map((count) => productVariant(workspace, withApplications(count), count)),
    ];
    // The first preview after a change compiles the code of the SDKs, which later ones find compiled.
    options.progress("warming up");
    await variants[0]?.measure();
    await variants[1]?.measure();
    const rounds = await interleaved(variants, options);
    return findings(rounds);
  } finally {
    await prepareStack(workspace, "product");
    await rm(state, { recursive: true });
  }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

/** In a copy with a state of its own, so that the sandbox's state and the clone are left alone. */
async function emptyVariant(workspace: PulumiWorkspace, folder: string): Promise<Variant<number>> {
  await cp(join(import.meta.dirname, "preview/empty"), folder, { recursive: true });
  await symlink(join(projectFolder, "node_modules"), join(folder, "node_modules"));
  const engine = (...args: string[]): Promise<string> =>
    runEngine(workspace, {
      args: [...args, "--stack", stackName],
      folder,
      log: "bench-empty",
      env: { PULUMI_BACKEND_URL: `file://${folder}` },
    });
  await engine("stack", "init", "--no-select", "--secrets-provider", "passphrase");
  await engine("up", "--yes", "--skip-preview");
  return { name: empty, measure: () => timed(() => engine("preview", "--expect-no-changes")) };
}

function productVariant(workspace: PulumiWorkspace, name: string, count: number): Variant<number> {
  return {
    name,
    measure: async () => {
      await prepareStack(workspace, "product", { config: applicationConfig(count) });
      return timed(() =>
        runEngine(workspace, {
          args: ["preview", "--stack", stackName, "--config-file", configFile(workspace, "product")],
          folder: projectFolder,
          log: "bench-product",
        }),
      );
    },
  };
}

function applicationConfig(count: number): Record<string, unknown> {
  if (count === 0) {
    return {};
  }
  const applications = Array.from({ length: count }, (_, index) => {
    const name = `tool-${index}`;
    return {
      name,
      service: { name, port: 8080 },
      pods: { podLabels: { app: name }, port: 8080 },
      rules: [{ paths: ["/*"], role: `${name}-viewer` }],
    };
  });
  return { "monitoring-sso:access": { applications } };
}

function findings(rounds: Readonly<Record<string, readonly number[]>>): Findings {
  const comparisons: Comparison[] = [
    {
      name: "preview without a change, compared with the empty program",
      kind: "ratio",
      subject: { variant: product, metric },
      baseline: { variant: empty, metric },
      target: { atMost: 1.25 },
    },
    {
      name: "what the sandbox's command adds to the engine",
      kind: "difference",
      subject: { variant: command, metric },
      baseline: { variant: product, metric },
      target: { atMost: 1000 },
    },
    {
      name: "99 more applications; the target is 60 ms for each",
      kind: "difference",
      subject: { variant: withApplications(100), metric },
      baseline: { variant: withApplications(1), metric },
      target: { atMost: 99 * 60 },
    },
  ];
  return {
    settings: {
      "empty program":
        "`bench/preview/empty`: configures the product's four providers; run by Pulumi's own TypeScript loader without type checks",
      applications: "each with one role and the labels of its pods; previewed, not deployed",
    },
    measurements: Object.entries(rounds).map(([variant, samples]) => ({ variant, metric, unit: "ms", samples })),
    comparisons,
  };
}

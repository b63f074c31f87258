import { Command } from "commander";
import type { LogsOptions } from "./commands/logs.js";
import type { MatrixFlags } from "./commands/matrix.js";
import type { TestOptions } from "./commands/test.js";
import { matrixEdges } from "./matrix/edges/names.js";

// Each command is imported when it runs: a short one does not wait for the code of the others.
const exitWith = (code: number): void => void (process.exitCode = code);

const program = new Command("npm run sandbox --")
  .description("A Kubernetes cluster with Keycloak and the product on this machine.")
  .enablePositionalOptions()
  .showHelpAfterError();

program
  .command("up", { isDefault: true })
  .description("bring up everything that is missing; about 15 minutes the first time, 2 afterwards")
  // The default command receives every word that is not a command.
  .allowExcessArguments()
  .action(async (_options: object, { args }: Command) => {
    if (args.length > 0) {
      program.error(`there is no command "${args.join(" ")}"`);
    }
    await (await import("./commands/up.js")).up();
  });

program
  .command("test")
  .description("bring everything up and run the end-to-end tests")
  .argument("[files...]", "only test files whose path contains one of these")
  .option("--from-nothing", "remove a running cluster first")
  .action(async (files: string[], options: TestOptions) =>
    exitWith(await (await import("./commands/test.js")).test(files, options)),
  );

program
  .command("build")
  .description("build single programs and start no cluster: build oauth2-proxy, for the contract tests")
  .argument("<programs...>")
  .action(async (programs: string[]) => (await import("./commands/build.js")).build(programs));

program
  .command("matrix")
  .description("check the access rules with generated requests: every rule, method, path spelling and identity")
  .option(
    "--edge <name>",
    `names separated by commas (${matrixEdges.join(", ")}) or all; the sandbox's own edge is restored afterwards`,
    "traefik",
  )
  .option("--requests <count>", "requests per edge", "5000")
  .option("--seed <number>", "repeats an earlier run; without it, each run is different")
  .option("--limit-seconds <count>", "time limit per edge", "300")
  .action(async (flags: MatrixFlags) => exitWith(await (await import("./commands/matrix.js")).matrix(flags)));

program
  .command("down")
  .description("remove the cluster; programs and images stay cached")
  .action(async () => (await import("./commands/down.js")).down());

program
  .command("status")
  .description("show the components and pods of the cluster")
  .action(async () => exitWith(await (await import("./commands/status.js")).status()));

program
  .command("logs")
  .description("show the log of a component, a pulumi run or a pod")
  .argument("<component|pod>", "apiserver, kubelet, ..., or the beginning of a pod's name, optionally with namespace/")
  .option("-f, --follow", "continue with new lines")
  .option("-n, --lines <count>", "number of lines from the end", "200")
  .action(async (wanted: string, options: LogsOptions) =>
    exitWith(await (await import("./commands/logs.js")).logs(wanted, options)),
  );

program
  .command("open")
  .description("open Prometheus in a browser")
  .action(async () => (await import("./commands/open.js")).open());

program
  .command("pulumi")
  .description("run pulumi on a stack of the sandbox, for example: pulumi preview --diff")
  .option("--project <name>", "platform, realm or product; must precede pulumi's own arguments", "product")
  .argument("[args...]")
  .helpOption(false)
  .passThroughOptions()
  .allowUnknownOption()
  .action(async (args: string[], { project }: { project: string }) =>
    exitWith(await (await import("./commands/pulumi.js")).pulumi(args, project)),
  );

program
  .command("kubectl")
  .description("run kubectl on the sandbox, for example: kubectl get pods -A")
  .argument("[args...]")
  .helpOption(false)
  .passThroughOptions()
  .allowUnknownOption()
  .action(async (args: string[]) => exitWith(await (await import("./commands/kubectl.js")).kubectl(args)));

/** Errors of the sandbox state the next step; a stack trace helps only while developing it. */
function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`\n${process.env.MONITORING_SSO_DEBUG && error instanceof Error ? error.stack : message}`);
  process.exitCode = 1;
}

await program.parseAsync().catch(fail);

// Explains what a stack does with a request. `npm run explain`.
import { join } from "node:path";
import { Command } from "commander";
import { type ExplainOptions, runExplain } from "./explain/run";

const root = join(__dirname, "..");

new Command("npm run explain --")
  .description(
    "Explains which access rule decides a request, which role it needs, who holds that role according to the stack's file, and how the edge responds. Needs no cluster.",
  )
  .argument("<requests...>", "[METHOD] URL, once or several times; the method is GET unless it is given")
  .option("--stack <name>", "the stack whose Pulumi.<name>.yaml is read")
  .option("--file <path>", "another stack file, in place of --stack")
  .option("--json", "print the explanations as JSON")
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .action((words: string[], options: ExplainOptions) => {
    const { exitCode, stdout, stderr } = runExplain(words, options, root);
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    process.exitCode = exitCode;
  })
  .parse();

/**
 * `npm run sandbox -- matrix`: deploys the product behind each selected edge in turn, sends the requests of the matrix,
 * restores the sandbox's own edge, and prints a table per edge. The exit code is 1 if an answer was wrong or time ran out.
 */
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { Listr, type ListrTask } from "listr2";
import type { EdgeArgs } from "../../../components/index.js";
import { handleInterrupts } from "../../commands/interrupts.js";
import { lockMachine } from "../../host/lock.js";
import type { EdgeAddress } from "../../http/http-session.js";
import { echoArgs } from "../../matrix/echo-rules.js";
import { type MatrixEdge, matrixEdges } from "../../matrix/edges/index.js";
import { isClean, type MatrixResult, reportOf } from "../../matrix/report.js";
import { deployProduct } from "../../pulumi/index.js";
import { deployEcho, type EchoApplication } from "../pods/echo-application.js";
import { edgeStacks } from "../stacks/edge-stacks.js";
import { productContext } from "../stacks/product.js";
import { startEdge } from "../stacks/start-edge.js";
import { askEdge } from "./ask-edge.js";

const progressEvery = 500;

interface MatrixOptions {
  readonly edges: readonly MatrixEdge[];
  readonly requests: number;
  readonly seed: number;
  readonly limitSeconds: number;
}

function readOptions(): MatrixOptions {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { edge: text, requests: text, seed: text, "limit-seconds": text } });
  return {
    edges: edgesNamed(values.edge),
    requests: wholeNumber("requests", values.requests),
    limitSeconds: wholeNumber("limit-seconds", values["limit-seconds"]),
    seed: values.seed === undefined ? randomInt(2 ** 31) : wholeNumber("seed", values.seed),
  };
}

function edgesNamed(text = ""): MatrixEdge[] {
  const names = text === "all" ? matrixEdges : text.split(",");
  const unknown = names.find((name) => !matrixEdges.some((edge) => edge === name));
  if (unknown !== undefined) {
    throw new Error(`--edge ${text}: expected all, or names separated by commas: ${matrixEdges.join(", ")}`);
  }
  return matrixEdges.filter((edge) => names.includes(edge));
}

function wholeNumber(name: string, text = ""): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) {
    throw new Error(`--${name} ${text}: expected a whole number above 0`);
  }
  return Number(text);
}

const options = readOptions();
const results: MatrixResult[] = [];
const interrupts = handleInterrupts();

function edgeTask(edge: MatrixEdge): ListrTask {
  return {
    title: `${edge}: ${options.requests} requests`,
    task: async (_context, task) => {
      interrupts.signal.throwIfAborted();
      const show = (line: string): string => (task.output = line);
      show("deploying the product behind the edge");
      const started = await startEdge(edge);
      let echo: EchoApplication | undefined;
      try {
        echo = await deployBehind(edge, started.address);
        const progress = (done: number, planned: number): void => {
          if (done % progressEvery === 0) {
            show(`${done} of ${planned}`);
          }
        };
        const { address } = started;
        const deployed = { edge, config: edgeStacks[edge], address, echo: echo !== undefined };
        const result = await askEdge(deployed, { ...options, progress, signal: interrupts.signal });
        results.push(result);
        task.title = `${edge}: ${isClean(result) ? "every answer is right" : "NOT CLEAN"}`;
      } finally {
        await echo?.remove();
        if (started.address !== undefined) {
          show("restoring the sandbox's own edge");
          await deployProduct((await productContext()).context);
        }
        await started.remove();
      }
    },
  };
}

/** Deploys the product, and beside it the echo application, unless the latter is part of it. */
async function deployBehind(edge: MatrixEdge, address: EdgeAddress | undefined): Promise<EchoApplication | undefined> {
  const config = edgeStacks[edge];
  await deployProduct((await productContext()).context, { config, edge: address, signal: interrupts.signal });
  if (edge === "reverse-proxy" || edge === "reverse-proxy-ingress") {
    return undefined;
  }
  const ownEdge = config["monitoring-sso:edge"] as EdgeArgs | undefined;
  return deployEcho({ ...echoArgs(edge), address, ...(ownEdge === undefined ? {} : { edge: ownEdge }) });
}

async function askAll(): Promise<void> {
  const listr = new Listr(options.edges.map(edgeTask), { registerSignalListeners: false, fallbackRenderer: "simple" });
  try {
    await listr.run();
  } finally {
    for (const result of results) {
      console.log(`\n${reportOf(result)}\n`);
    }
    console.log("restoring the sandbox's own edge");
    await deployProduct((await productContext()).context);
  }
}

const release = await lockMachine("matrix");
try {
  await interrupts.hold(askAll);
  process.exitCode = results.every(isClean) ? 0 : 1;
} catch (error) {
  // Errors of the sandbox state the next step, so no stack trace is printed.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await release();
}

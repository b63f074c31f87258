/**
 * `npm run sandbox -- matrix`: deploys the product behind each wanted edge in turn, asks everything, brings the sandbox's
 * own edge back, and prints a table for each. The exit code is 1 if any answer was wrong or time was too short.
 */
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { Listr, type ListrTask } from "listr2";
import type { EdgeArgs } from "../../../components/index.js";
import { handleInterrupts } from "../../commands/interrupts.js";
import { lockMachine } from "../../host/lock.js";
import { echoArgs } from "../../matrix/echo-rules.js";
import { type MatrixEdge, matrixEdges } from "../../matrix/oracle.js";
import { isClean, type MatrixResult, reportOf } from "../../matrix/report.js";
import { deployProduct } from "../../pulumi/index.js";
import { bringUpEcho, type EchoApplication } from "../pods/echo-application.js";
import { edgeStacks } from "../stacks/edge-stacks.js";
import { productContext } from "../stacks/product.js";
import { askTheEdge } from "./matrix.js";

const progressEvery = 500;

interface Wishes {
  readonly edges: readonly MatrixEdge[];
  readonly requests: number;
  readonly seed: number;
  readonly limitSeconds: number;
}

function readWishes(): Wishes {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { edge: text, requests: text, seed: text, "limit-seconds": text } });
  const edges = matrixEdges.filter((edge) => values.edge === "all" || values.edge === edge);
  if (edges.length === 0) {
    throw new Error(`there is no edge "${values.edge}": ${matrixEdges.join(", ")}, all`);
  }
  return {
    edges,
    requests: wholeNumber("requests", values.requests),
    limitSeconds: wholeNumber("limit-seconds", values["limit-seconds"]),
    seed: values.seed === undefined ? randomInt(2 ** 31) : wholeNumber("seed", values.seed),
  };
}

function wholeNumber(name: string, text = ""): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) {
    throw new Error(`--${name} ${text}: expected a whole number above 0`);
  }
  return Number(text);
}

const wishes = readWishes();
const results: MatrixResult[] = [];
const interrupts = handleInterrupts();

function edgeTask(edge: MatrixEdge): ListrTask {
  return {
    title: `${edge}: ${wishes.requests} requests`,
    task: async (_context, task) => {
      interrupts.signal.throwIfAborted();
      const show = (line: string): string => (task.output = line);
      show("bringing the edge up");
      const echo = await deployBehind(edge);
      try {
        const progress = (done: number, planned: number): void => {
          if (done % progressEvery === 0) {
            show(`${done} of ${planned}`);
          }
        };
        const deployed = { edge, config: edgeStacks[edge], echo: true };
        const result = await askTheEdge(deployed, { ...wishes, progress, signal: interrupts.signal });
        results.push(result);
        task.title = `${edge}: ${isClean(result) ? "every answer is right" : "NOT CLEAN"}`;
      } finally {
        await echo.remove();
      }
    },
  };
}

/** The product, and beside it the application that echoes. */
async function deployBehind(edge: MatrixEdge): Promise<EchoApplication> {
  const config = edgeStacks[edge];
  await deployProduct((await productContext()).context, { config, signal: interrupts.signal });
  const ownEdge = config["monitoring-sso:edge"] as EdgeArgs | undefined;
  return bringUpEcho({ ...echoArgs(edge), ...(ownEdge === undefined ? {} : { edge: ownEdge }) });
}

async function askAll(): Promise<void> {
  const listr = new Listr(wishes.edges.map(edgeTask), { registerSignalListeners: false, fallbackRenderer: "simple" });
  try {
    await listr.run();
  } finally {
    for (const result of results) {
      console.log(`\n${reportOf(result)}\n`);
    }
    console.log("bringing the sandbox's own edge back");
    await deployProduct((await productContext()).context);
  }
}

const release = await lockMachine("matrix");
try {
  await interrupts.hold(askAll);
  process.exitCode = results.every(isClean) ? 0 : 1;
} catch (error) {
  // What the sandbox throws says by itself what to do.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await release();
}

import { Listr, type ListrTask } from "listr2";
import { lockMachine } from "../host/lock.js";
import { imageTasks } from "../images/index.js";
import { stopwatch } from "../progress/duration.js";
import { debianPackageTask } from "../toolchain/debian-packages.js";
import { toolchainTasks } from "../toolchain/index.js";
import { accessFile, sandboxAccess, writeAccess } from "./access.js";
import { handleInterrupts, type Interrupts } from "./interrupts.js";
import { checkMachine } from "./steps/check-machine.js";
import { customResourceDefinitions } from "./steps/custom-resource-definitions.js";
import { compareStep, platformStep, productStep, recordStep } from "./steps/deploy.js";
import { startClusterStep } from "./steps/start-cluster.js";
import { signInStep } from "./steps/wait-for-sign-in.js";
import { summary } from "./summary.js";
import { resultOf, type UpContext } from "./up-context.js";

interface UpOptions {
  /**
   * Also build what only the end-to-end tests need.
   * @default false
   */
  readonly forTests?: boolean;
}

const steps = (options: UpOptions): ListrTask<UpContext>[] => [
  checkMachine,
  debianPackageTask<UpContext>(),
  customResourceDefinitions,
  ...toolchainTasks<UpContext>(options),
  ...imageTasks<UpContext>(),
  startClusterStep,
  compareStep,
  platformStep,
  productStep,
  signInStep,
  recordStep,
];

/** Runs all steps; each of them finds out what exists already. */
async function runSteps(interrupts: Interrupts, options: UpOptions): Promise<UpContext> {
  const context: UpContext = { interrupts };
  const runner = new Listr<UpContext>(steps(options), {
    // The sandbox has its own: Listr's would end the process in the middle of a step.
    registerSignalListeners: false,
    rendererOptions: { collapseSubtasks: false },
    // Without a terminal each change is a line of its own.
    fallbackRenderer: "simple",
  });
  try {
    return await runner.run(context);
  } catch (error) {
    throw context.failure ?? error;
  }
}

/** Brings up everything that is missing, and prints how to access it. */
export async function up(options: UpOptions = {}): Promise<void> {
  const release = await lockMachine("up");
  try {
    const elapsed = stopwatch();
    const context = await runSteps(handleInterrupts(), options);
    const access = sandboxAccess(resultOf(context.platform, "platform"));
    const isNew = await writeAccess(access);
    console.log(`\nThe sandbox is up (${elapsed()}).`);
    console.log(summary(access, accessFile(), isNew));
  } finally {
    await release();
  }
}

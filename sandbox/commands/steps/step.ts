import type { ListrTask } from "listr2";
import { formatDuration, stopwatch } from "../../progress/duration.js";
import type { UpContext } from "../up-context.js";

/** Shows one line about the progress of a step. */
export type Report = (line: string) => void;

interface Step {
  readonly title: string;
  /** On two cores; shown for steps that take long. */
  readonly expectedSeconds?: number;
  /** @returns a result to show beside the elapsed time */
  readonly run: (context: UpContext, report: Report) => Promise<string>;
}

/** One line of `up`: title and expected time while the step runs, result and elapsed time afterwards. */
export function step({ title, expectedSeconds, run }: Step): ListrTask<UpContext> {
  return {
    title: expectedSeconds === undefined ? title : `${title} (about ${formatDuration(expectedSeconds)})`,
    task: async (context, task) => {
      const elapsed = stopwatch();
      try {
        const result = await run(context, (line) => (task.output = line));
        task.title = `${title}: ${result} (${elapsed()})`;
      } catch (error) {
        context.failure = error instanceof Error ? error : new Error(String(error));
        throw new Error(`after ${elapsed()}, see below`, { cause: error });
      }
    },
  };
}

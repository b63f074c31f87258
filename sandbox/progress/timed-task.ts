import type { ListrTask, ListrTaskWrapper } from "listr2";
import { formatDuration, stopwatch } from "./duration.js";

interface TimedStep {
  readonly title: string;
  /** With empty caches, on two cores. Displayed, not enforced. */
  readonly expectedSeconds: number;
  /** @returns false if there was nothing to do */
  readonly run: () => Promise<boolean>;
}

/**
 * A task with its expected and its elapsed time in the title. On a terminal the elapsed time is updated every second;
 * elsewhere there is one line at the start and one at the end, because a log file would receive a line per update.
 */
export function timedTask<Context>({ title, expectedSeconds, run }: TimedStep): ListrTask<Context> {
  const expected = `about ${formatDuration(expectedSeconds)}`;
  return {
    title: `${title} (${expected})`,
    task: async (_context: Context, task: Pick<ListrTaskWrapper<Context, never, never>, "title" | "output">) => {
      const elapsed = stopwatch();
      const tick = process.stdout.isTTY
        ? setInterval(() => (task.output = `${elapsed()} of ${expected}`), 1000)
        : undefined;
      try {
        task.title = (await run()) ? `${title}: ${elapsed()}` : `${title}: cached`;
      } finally {
        clearInterval(tick);
      }
    },
  };
}

import type { ListrTask } from "listr2";
import { stopwatch } from "../progress/duration.js";
import type { ToolName } from "./go-tools.js";

/**
 * A task that builds a tool. Its title ends with the time since the tools before it were compiled.
 * @param build calls `onTurn` when they are; returns whether the tool had to be built
 */
export function toolTask<Context>(name: ToolName, build: (onTurn: () => void) => Promise<boolean>): ListrTask<Context> {
  return {
    title: name,
    task: async (_context, task) => {
      let elapsed = stopwatch();
      const wasBuilt = await build(() => (elapsed = stopwatch()));
      task.title = wasBuilt ? `${name}: ${elapsed()}` : `${name}: cached`;
    },
  };
}

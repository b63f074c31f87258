/** Exit code of an interrupted command: 128 plus the number of the signal. */
const interruptedExitCode = 130;

const showCursor = "\u001b[?25h";

/**
 * Handling of Ctrl-C. Most steps may end at any point, because the next run finds out what exists. A running Pulumi update is
 * the exception: it receives the signal, and the time to record what it has created.
 */
export interface Interrupts {
  /** Aborted by an interrupt during `hold`. */
  readonly signal: AbortSignal;
  /** Keeps the process alive during an interrupt until `run` has ended; a second interrupt ends it at once. */
  readonly hold: <T>(run: () => Promise<T>) => Promise<T>;
}

function exit(): never {
  if (process.stdout.isTTY) {
    process.stdout.write(showCursor);
  }
  console.error("\ninterrupted\n  next: npm run sandbox (continues), npm run sandbox -- down (cleans up)");
  return process.exit(interruptedExitCode);
}

export function handleInterrupts(): Interrupts {
  const controller = new AbortController();
  let held = 0;
  const interrupt = (): void => {
    if (held === 0 || controller.signal.aborted) {
      exit();
    }
    console.error("\nwaiting for Pulumi to finish what it has begun; press Ctrl-C again to stop at once");
    controller.abort(new Error("interrupted"));
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  return {
    signal: controller.signal,
    hold: async (run) => {
      held += 1;
      try {
        return await run();
      } finally {
        held -= 1;
        if (controller.signal.aborted) {
          exit();
        }
      }
    },
  };
}

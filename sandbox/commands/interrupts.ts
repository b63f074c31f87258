/** Exit code of a command that an interrupt ended: 128 and the signal's number. */
const interruptedExitCode = 130;

const showCursor = "\u001b[?25h";

/**
 * What Ctrl-C does. Most steps may end anywhere, because the next run finds out what stands. A running Pulumi update
 * is the exception: it gets the signal, and the time to record what it has made.
 */
export interface Interrupts {
  /** Aborted by an interrupt while something is held. */
  readonly signal: AbortSignal;
  /** Keeps the process alive through an interrupt until `run` has ended; a second interrupt ends it at once. */
  readonly hold: <T>(run: () => Promise<T>) => Promise<T>;
}

function exit(): never {
  if (process.stdout.isTTY) {
    process.stdout.write(showCursor);
  }
  console.error("\ninterrupted\n  next: npm run sandbox (goes on), npm run sandbox -- down (cleans up)");
  return process.exit(interruptedExitCode);
}

export function handleInterrupts(): Interrupts {
  const controller = new AbortController();
  let held = 0;
  const interrupt = (): void => {
    if (held === 0 || controller.signal.aborted) {
      exit();
    }
    console.error("\nletting Pulumi finish what it has begun; once more to stop at once");
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

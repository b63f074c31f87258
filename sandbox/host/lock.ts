import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { lock } from "proper-lockfile";
import { type ProcessIdentity, identify, isAlive } from "./process-identity.js";

/** Bridge, tables and ports are the machine's: one command at a time may change them, whatever its cache folder. */
const lockName = "/run/lock/monitoring-sso";
const holderFile = `${lockName}.json`;

interface Holder extends ProcessIdentity {
  readonly command: string;
}

async function readHolder(): Promise<Holder | undefined> {
  const text = await readFile(holderFile, "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Holder);
}

/** A killed holder's lock goes stale by itself after this time. */
const staleMilliseconds = 5000;

/** Takes the machine's lock for a command. It is released by the returned function, or with the process. */
export async function lockMachine(command: string): Promise<() => Promise<void>> {
  await mkdir(dirname(lockName), { recursive: true });
  const deadline = Date.now() + 2 * staleMilliseconds;
  for (;;) {
    const release = await tryLock();
    if (release) {
      await writeFile(holderFile, JSON.stringify({ ...(await identify(process.pid)), command }));
      return release;
    }
    const holder = await readHolder();
    if (holder && (await isAlive(holder))) {
      throw new Error(busyMessage(holder));
    }
    if (Date.now() > deadline) {
      throw new Error(`cannot take the lock ${lockName}.lock\n  next: remove it, then try again`);
    }
    await pause(250);
  }
}

async function tryLock(): Promise<(() => Promise<void>) | undefined> {
  try {
    return await lock(lockName, { realpath: false, stale: staleMilliseconds, update: 1000 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ELOCKED") {
      return undefined;
    }
    throw error;
  }
}

function busyMessage({ command, pid }: Holder): string {
  return (
    `\`npm run sandbox -- ${command}\` is at work on this machine (process ${pid})\n` +
    "  next: wait for it, or interrupt it with Ctrl-C where it runs"
  );
}

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { lock } from "proper-lockfile";
import { identify, isAlive, type ProcessIdentity } from "./process-identity.js";

/** One per machine, not per cache folder: bridge, packet filter tables and ports are shared by every sandbox on it. */
const lockName = "/run/lock/monitoring-sso";
const holderFile = `${lockName}.json`;

/** The command that holds the lock. */
export interface Holder extends ProcessIdentity {
  readonly command: string;
}

async function readHolder(): Promise<Holder | undefined> {
  const text = await readFile(holderFile, "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Holder);
}

/**
 * Replaces the file. Every user can create files in the folder of locks: a link there, which writing would follow as root, is
 * removed, and one that appears meanwhile is an error.
 */
export async function writeHolder(file: string, holder: Partial<Holder>): Promise<void> {
  await rm(file, { force: true });
  await writeFile(file, JSON.stringify(holder), { flag: "wx" });
}

/** The lock of a killed process becomes stale after this time. */
const staleMilliseconds = 5000;

/** Locks the machine for a command. The returned function releases the lock; the end of the process does too. */
export async function lockMachine(command: string): Promise<() => Promise<void>> {
  await mkdir(dirname(lockName), { recursive: true });
  const deadline = Date.now() + 2 * staleMilliseconds;
  for (;;) {
    const release = await tryLock();
    if (release) {
      await writeHolder(holderFile, { ...(await identify(process.pid)), command });
      return release;
    }
    const holder = await readHolder();
    if (holder && (await isAlive(holder))) {
      throw new Error(busyMessage(holder));
    }
    if (Date.now() > deadline) {
      throw new Error(`cannot take the lock ${lockName}.lock\n  next: remove that file, then run the command again`);
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

/** Another user can have written the file: nothing in it may control a terminal. */
export function busyMessage({ command, pid }: Pick<Holder, "command" | "pid">): string {
  const printable = command.replace(/[^\x20-\x7e]/g, "?");
  return (
    `\`npm run sandbox -- ${printable}\` is already running on this machine (process ${Number(pid)})\n` +
    "  next: wait for it to end, or interrupt it with Ctrl-C in its terminal"
  );
}

import { readFile } from "node:fs/promises";

/** Identifies a process, and distinguishes it from a later one with the same id. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks between boot and the start of the process, as in /proc/<pid>/stat. */
  readonly startTime: string;
  readonly bootId: string;
}

interface ProcessStat {
  readonly state: string;
  readonly startTime: string;
}

/** Parses /proc/<pid>/stat. The program name in parentheses may itself contain spaces and parentheses. */
export function parseStat(stat: string): ProcessStat {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { state: fields[0] ?? "", startTime: fields[19] ?? "" };
}

async function readStat(pid: number): Promise<ProcessStat | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  return stat === undefined ? undefined : parseStat(stat);
}

async function bootId(): Promise<string> {
  return (await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim();
}

/** @returns undefined if there is no such process */
export async function identify(pid: number): Promise<ProcessIdentity | undefined> {
  const stat = await readStat(pid);
  return stat && { pid, startTime: stat.startTime, bootId: await bootId() };
}

export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  const stat = await readStat(identity.pid);
  return (
    stat !== undefined &&
    stat.state !== "Z" &&
    stat.startTime === identity.startTime &&
    identity.bootId === (await bootId())
  );
}

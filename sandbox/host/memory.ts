import { readFile } from "node:fs/promises";

/** Memory of the whole machine, so containers and builds count as well as processes. */
interface MemorySampler {
  /** Ends the sampling. @returns the highest use over what was in use at the start, in MiB */
  readonly stop: () => Promise<number>;
}

/** Value of one field of /proc/meminfo in MiB. */
export function memoryField(meminfo: string, field: string): number {
  const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(meminfo)?.[1];
  if (kibibytes === undefined) {
    throw new Error(`/proc/meminfo has no field ${field}`);
  }
  return Math.round(Number(kibibytes) / 1024);
}

export async function memoryMebibytes(field: "MemTotal" | "MemAvailable"): Promise<number> {
  return memoryField(await readFile("/proc/meminfo", "utf8"), field);
}

/** Looks at the available memory every half second until stopped. */
export async function sampleMemory(): Promise<MemorySampler> {
  const before = await memoryMebibytes("MemAvailable");
  let lowest = before;
  const look = async (): Promise<void> => {
    lowest = Math.min(lowest, await memoryMebibytes("MemAvailable"));
  };
  const timer = setInterval(() => void look(), 500);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await look();
      return before - lowest;
    },
  };
}

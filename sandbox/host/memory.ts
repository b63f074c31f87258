import { readFile } from "node:fs/promises";

/** Samples the memory of the whole machine, including containers and builds. */
interface MemorySampler {
  /** Stops sampling. @returns the peak use above the use at the start, in MiB */
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

/** Samples the available memory every half second until it is stopped. */
export async function sampleMemory(): Promise<MemorySampler> {
  const before = await memoryMebibytes("MemAvailable");
  let lowest = before;
  const sample = async (): Promise<void> => {
    lowest = Math.min(lowest, await memoryMebibytes("MemAvailable"));
  };
  const timer = setInterval(() => void sample(), 500);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await sample();
      return before - lowest;
    },
  };
}

import type { Application, ApplicationLocation } from "./application";

/** A location with the configuration keys that it comes from, so that a problem names the key as the user wrote it. */
export interface Located<Location extends ApplicationLocation = ApplicationLocation> {
  readonly location: Location;
  /** Key of the block, such as `access.applications[0]`; absent where the configuration has none: built-in applications. */
  readonly key?: string;
  /** Key of the host, where the block does not contain it: `monitoring.hosts.prometheus`. */
  readonly hostKey?: string;
}

/** An application with the configuration keys that it comes from. */
export type LocatedApplication = Located<Application>;

/** The key of a part of the location. */
export function keyOf({ key = "", hostKey }: Located, part: keyof ApplicationLocation): string {
  return part === "host" && hostKey !== undefined ? hostKey : [key, part].filter((text) => text !== "").join(".");
}

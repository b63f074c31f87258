import { join } from "node:path";
import { execa, ExecaError } from "execa";
import { goCacheFolder } from "../build/cache.js";

/** This machine's Go, and the environment in which the sandbox runs it. */
export interface GoInstallation {
  /** Output of `go version`: compiler version and platform, which both affect a binary. */
  readonly version: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The newest version that a `go.mod` of the toolchain requires; a test compares them. */
export const minimumGoVersion = "1.26";

/**
 * The user's GOPROXY, GONOSUMDB and similar settings apply to the builds, from the environment or from `go env -w`.
 * @throws if Go is missing or too old
 */
export async function findGo(): Promise<GoInstallation> {
  const version = (await goOutput(["version"])).trim();
  const found = /go(\d+\.\d+)/.exec(version)?.[1];
  if (found === undefined || isOlder(found, minimumGoVersion)) {
    throw new Error(
      `the sandbox builds its programs with Go ${minimumGoVersion} or newer, found "${version}"\n` +
        `install a newer version (https://go.dev/doc/install) and run again: npm run sandbox -- up`,
    );
  }
  return { version, env: goEnvironment((await goOutput(["env", "GOFLAGS"])).trim()) };
}

export function isOlder(version: string, minimum: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [minimumMajor = 0, minimumMinor = 0] = minimum.split(".").map(Number);
  return major < minimumMajor || (major === minimumMajor && minor < minimumMinor);
}

function goEnvironment(userFlags: string): Record<string, string> {
  return {
    CGO_ENABLED: "0", // static binaries, which run in images without a libc
    GOCACHE: join(goCacheFolder(), "build"),
    GOGC: "400", // the compiler collects garbage less often: a tenth less processor time
    GOMODCACHE: join(goCacheFolder(), "mod"),
    GOFLAGS: `${userFlags} -modcacherw`.trim(), // writable, so that the module cache can be removed
    GOTOOLCHAIN: "local", // the version is part of the key, and a download would need the checksum database
    GOWORK: "off", // a workspace above the cache folder must have no effect
  };
}

async function goOutput(args: readonly string[]): Promise<string> {
  try {
    return (await execa("go", args, { env: { GOTOOLCHAIN: "local" } })).stdout;
  } catch (error) {
    if (!(error instanceof ExecaError) || error.code !== "ENOENT") {
      throw error;
    }
    throw new Error(
      `the sandbox builds its programs with Go ${minimumGoVersion} or newer, but there is no \`go\` on PATH\n` +
        `install it (https://go.dev/doc/install) and run again: npm run sandbox -- up`,
      { cause: error },
    );
  }
}

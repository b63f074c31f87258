import type { ImageName } from "../versions.js";
import { emptyBase } from "./accounts.js";
import { closure } from "./closure.js";
import { debianRoot } from "./debian-root.js";
import { imageArchitecture, type ImageSettings } from "./image-config.js";
import { keycloakFolder } from "./keycloak-distribution.js";
import { folderEntries, type LayerEntry } from "./layer.js";

/** An image of programs from Debian and their dependencies, without the rest of Debian. */
interface DebianImage {
  readonly paths: readonly string[];
  readonly settings: ImageSettings;
  /** Folders that the program's user owns. */
  readonly folders: readonly string[];
}

/** Debian and images have the same names for architectures. */
const javaHome = `/usr/lib/jvm/java-21-openjdk-${imageArchitecture()}`;

const programs = (...names: readonly string[]): readonly string[] => names.map((name) => `/usr/bin/${name}`);

export const debianImages = {
  /** Not upstream's pause: a shared process namespace needs a first process that reaps zombies, as tini does. */
  pause: {
    paths: programs("tini", "sleep"),
    settings: { entrypoint: ["/usr/bin/tini", "--", "/usr/bin/sleep", "infinity"], user: "65534" },
    folders: [],
  },
  valkey: {
    // After server and client: the programs that the chart's start script and probes call.
    paths: programs(
      ...["valkey-server", "valkey-cli", "sh", "bash", "date", "tee", "cat", "mkdir", "rm", "touch", "chmod"],
      ...["sha256sum", "cut", "echo", "ls", "env"],
    ),
    settings: { command: ["valkey-server"], user: "1000", workingDir: "/data" },
    folders: ["/data"],
  },
  prometheus: {
    paths: [...programs("prometheus"), "/usr/share/prometheus", "/etc/prometheus"],
    settings: { entrypoint: ["/bin/prometheus"], user: "65534", workingDir: "/prometheus" },
    folders: ["/prometheus"],
  },
  keycloak: {
    // After Java: the programs that kc.sh calls.
    paths: [
      ...[javaHome, "/etc/java-21-openjdk", "/etc/ssl/certs/java/cacerts"],
      ...programs("sh", "env", "uname", "readlink", "dirname", "basename", "grep", "sed", "cat", "xargs", "printf"),
    ],
    settings: {
      entrypoint: ["/opt/keycloak/bin/kc.sh"],
      user: "1000",
      workingDir: "/opt/keycloak",
      env: {
        JAVA_HOME: javaHome,
        LANG: "C.UTF-8",
        KC_CACHE: "local", // one pod: no cluster members to find at the start
        // Only the fast compiler: on two cores the optimizing one slows down the start that it should accelerate.
        JAVA_OPTS_APPEND: "-XX:TieredStopAtLevel=1",
      },
    },
    folders: [],
  },
} as const satisfies Partial<Record<ImageName, DebianImage>>;

export type DebianImageName = keyof typeof debianImages;

/** The layers of an image. Requires the Debian root, and for Keycloak its build. */
export async function debianImageLayers(name: DebianImageName): Promise<readonly (readonly LayerEntry[])[]> {
  const { paths, folders, settings }: DebianImage = debianImages[name];
  const user = Number(settings.user);
  const own = folders.map((path): LayerEntry => ({ type: "directory", path, uid: user, gid: user }));
  const debian = [...(await closure(debianRoot(), paths)), ...emptyBase, ...own];
  return name === "keycloak" ? [debian, await keycloakLayer(user)] : [debian];
}

/** Group 0 as upstream: clusters that assign random user ids to pods keep the group. */
async function keycloakLayer(uid: number): Promise<readonly LayerEntry[]> {
  return [
    { type: "directory", path: "/opt" },
    ...(await folderEntries(keycloakFolder(), "/opt/keycloak", { uid, gid: 0 })),
  ];
}

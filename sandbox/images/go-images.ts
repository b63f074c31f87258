import type { BinaryName, ToolPaths } from "../toolchain/go-tools.js";
import type { ImageName } from "../versions.js";
import { emptyBase } from "./accounts.js";
import type { ImageSettings } from "./image-config.js";
import type { FileCapability, LayerEntry } from "./layer.js";

/** An image that is one static program on an empty disk: a tenth of the size of one on a distribution. */
interface GoImage {
  readonly binary: BinaryName;
  /** Where upstream's image has the program; charts and the operator name it by this path. */
  readonly path: string;
  /** Upstream's user. Charts mostly set their own. */
  readonly user: string;
  /** Folders of its own that the program starts in or writes to. */
  readonly folder?: string;
  readonly capability?: FileCapability;
}

export const goImages = {
  oauth2Proxy: { binary: "oauth2Proxy", path: "/bin/oauth2-proxy", user: "2000" },
  traefik: { binary: "traefik", path: "/usr/local/bin/traefik", user: "65532" },
  // Port 53 as non-root: the added container capability alone reaches only root, so upstream has it on the file too.
  coredns: { binary: "coredns", path: "/coredns", user: "65532", capability: "CAP_NET_BIND_SERVICE" },
  prometheusOperator: { binary: "prometheusOperator", path: "/bin/operator", user: "65534" },
  prometheusConfigReloader: {
    binary: "prometheusConfigReloader",
    path: "/bin/prometheus-config-reloader",
    user: "65534",
  },
  alertmanager: { binary: "alertmanager", path: "/bin/alertmanager", user: "65534", folder: "/alertmanager" },
  goHttpbin: { binary: "goHttpbin", path: "/usr/bin/go-httpbin", user: "65532" },
} as const satisfies Partial<Record<ImageName, GoImage>>;

export type GoImageName = keyof typeof goImages;

export function goImageSettings(image: GoImage): ImageSettings {
  return { entrypoint: [image.path], user: image.user, ...(image.folder && { workingDir: image.folder }) };
}

export function goImageEntries(image: GoImage, tools: ToolPaths): readonly LayerEntry[] {
  const { path, folder, capability } = image;
  const user = Number(image.user);
  return [
    ...emptyBase,
    ...(folder ? [{ type: "directory", path: folder, uid: user, gid: user } as const] : []),
    { type: "file", path, source: tools[image.binary], mode: 0o755, ...(capability && { capability }) },
  ];
}

import type { BinaryName, ToolPaths } from "../toolchain/go-tools.js";
import type { ImageName } from "../versions.js";
import { emptyBase } from "./accounts.js";
import type { ImageSettings } from "./image-config.js";
import type { FileCapability, LayerEntry } from "./layer.js";

/** An image with one static program and no distribution, which makes it ten times smaller. */
interface GoImage {
  readonly binary: BinaryName;
  /** Path of the program in upstream's image, to which charts and the operator refer. */
  readonly path: string;
  /** Upstream's user. Most charts set their own. */
  readonly user: string;
  /** Working folder of the program, which it owns. */
  readonly folder?: string;
  readonly capability?: FileCapability;
}

export const goImages = {
  oauth2Proxy: { binary: "oauth2Proxy", path: "/bin/oauth2-proxy", user: "2000" },
  traefik: { binary: "traefik", path: "/usr/local/bin/traefik", user: "65532" },
  // Port 53 as non-root: the capability of the container alone is effective for root only, so upstream sets it on the file too.
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

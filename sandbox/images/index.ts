import { join } from "node:path";
import type { ListrTask } from "listr2";
import { imagesFolder } from "../build/cache.js";
import { contentKey } from "../build/content-key.js";
import { makeOnce } from "../build/make-once.js";
import { timedTask } from "../progress/timed-task.js";
import { type ToolPaths, toolPaths } from "../toolchain/index.js";
import { type ImageName, images } from "../versions.js";
import { emptyBase } from "./accounts.js";
import { debianImageLayers, type DebianImageName, debianImages } from "./debian-images.js";
import { debianRoot, makeDebianRoot } from "./debian-root.js";
import { archiveFile, type ImageContent, writeDockerArchive } from "./docker-archive.js";
import { goImageEntries, type GoImageName, goImages, goImageSettings } from "./go-images.js";
import type { ImageArchive } from "./image-archive.js";
import { keycloakFolder, makeKeycloak } from "./keycloak-distribution.js";

export type { ImageArchive } from "./image-archive.js";

/** Context of the tasks: they read the binaries and set the archives. */
export interface ImagesContext {
  tools?: ToolPaths;
  archives?: readonly ImageArchive[];
}

/** Increase it when the code of this folder writes different archives from the same content. */
const format = "2";

interface ImagePlan {
  readonly archive: ImageArchive;
  /** @returns whether it had to be made */
  readonly make: () => Promise<boolean>;
}

/** Tasks that build every missing image, and set the archives of all images in the context. */
export function imageTasks<Context extends ImagesContext>(): ListrTask<Context>[] {
  return [
    timedTask({ title: "files from Debian", expectedSeconds: 80, run: makeDebianRoot }),
    timedTask({ title: "optimized build of Keycloak", expectedSeconds: 50, run: makeKeycloak }),
    {
      title: "images",
      task: async (context, task) => {
        const plans = imagePlans(context.tools ?? (await toolPaths()));
        context.archives = plans.map(({ archive }) => archive);
        return task.newListr(
          plans.map(({ archive, make }) =>
            timedTask({ title: archive.images.join(", "), expectedSeconds: 3, run: make }),
          ),
        );
      },
    },
  ];
}

function imagePlans(tools: ToolPaths): readonly ImagePlan[] {
  const goNames = Object.keys(goImages) as GoImageName[];
  const debianNames = Object.keys(debianImages) as DebianImageName[];
  return [...debianNames.map(debianImagePlan), ...goNames.map((name) => goImagePlan(name, tools))];
}

function goImagePlan(name: GoImageName, tools: ToolPaths): ImagePlan {
  const image = goImages[name];
  return imagePlan(name, [tools[image.binary], JSON.stringify([image, emptyBase])], () =>
    Promise.resolve({
      image: images[name],
      settings: goImageSettings(image),
      layers: [goImageEntries(image, tools)],
    }),
  );
}

function debianImagePlan(name: DebianImageName): ImagePlan {
  const image = debianImages[name];
  const sources = [debianRoot(), name === "keycloak" ? keycloakFolder() : ""];
  return imagePlan(name, [...sources, JSON.stringify([image, emptyBase])], async () => ({
    image: images[name],
    settings: image.settings,
    layers: await debianImageLayers(name),
  }));
}

function imagePlan(name: ImageName, parts: readonly string[], content: () => Promise<ImageContent>): ImagePlan {
  const folder = join(imagesFolder(), `${name}-${contentKey([format, images[name], ...parts])}`);
  return {
    archive: { path: join(folder, archiveFile), images: [images[name]] },
    make: () => makeOnce(folder, async (work) => writeDockerArchive(work, await content())),
  };
}

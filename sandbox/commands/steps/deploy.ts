import type { ListrTask } from "listr2";
import { deployPlatform, deployProduct, type SandboxContext, type StackOptions } from "../../pulumi/index.js";
import { resultOf, sandboxContext, type UpContext } from "../up-context.js";
import { pulumiReport } from "./pulumi-news.js";
import { step } from "./step.js";

interface Deployment {
  readonly title: string;
  readonly deploy: (context: UpContext, sandbox: SandboxContext, options: StackOptions) => Promise<void>;
}

/** A step that runs `pulumi up`. An interrupt lets the engine finish and record what it has begun. */
function deployStep({ title, deploy }: Deployment): ListrTask<UpContext> {
  return step({
    title,
    expectedSeconds: 60,
    run: async (context, report) => {
      const { hold, signal } = context.interrupts;
      const sandbox = sandboxContext(resultOf(context.tools, "programs"), resultOf(context.crdsFolder, "definitions"));
      await hold(() => deploy(context, sandbox, { progress: pulumiReport(report), signal }));
      return "ready";
    },
  });
}

export const platformStep = deployStep({
  title: "platform: DNS, Traefik, Keycloak, realm",
  deploy: async (context, sandbox, options) => {
    context.platform = await deployPlatform(sandbox, options);
  },
});

export const productStep = deployStep({
  title: "product: pulumi up",
  deploy: async (_context, sandbox, options) => {
    await deployProduct(sandbox, options);
  },
});

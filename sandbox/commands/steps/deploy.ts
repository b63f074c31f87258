import { dirname, join } from "node:path";
import type { ListrTask } from "listr2";
import {
  deployPlatform,
  deployProduct,
  forgetDeployment,
  isDeployed,
  platformOutputs,
  recordDeployment,
  type SandboxContext,
  type StackOptions,
} from "../../pulumi/index.js";
import { resultOf, sandboxContext, type UpContext } from "../up-context.js";
import { pulumiReport } from "./pulumi-news.js";
import { step } from "./step.js";

interface Deployment {
  readonly title: string;
  readonly deploy: (context: UpContext, sandbox: SandboxContext, options: StackOptions) => Promise<void>;
}

function sandboxOf(context: UpContext): SandboxContext {
  return sandboxContext(resultOf(context.tools, "programs"), resultOf(context.crdsFolder, "definitions"));
}

/** The kubectl that was built together with the cluster's components. */
function kubectlOf({ tools }: UpContext): string {
  return join(dirname(resultOf(tools, "programs").kubeApiserver), "kubectl");
}

/** Compares sources and cluster with the last deployment, so that `up` without a change takes seconds. */
export const compareStep = step({
  title: "deployments",
  run: async (context) => {
    const sandbox = { ...sandboxOf(context), kubectl: kubectlOf(context) };
    context.isDeployed = await isDeployed(sandbox);
    if (context.isDeployed) {
      context.platform = await platformOutputs(sandbox);
      return "as they were left";
    }
    await forgetDeployment(sandbox);
    return "something has changed";
  },
});

/** Last, because only what a user could sign in to counts as deployed. Without a record, the next run deploys again. */
export const recordStep = step({
  title: "record of the deployments",
  run: async (context) => {
    if (context.isDeployed) {
      return "unchanged";
    }
    try {
      await recordDeployment({ ...sandboxOf(context), kubectl: kubectlOf(context) });
      return "written";
    } catch (error) {
      return `not written: ${error instanceof Error ? error.message.split("\n", 1).join() : String(error)}`;
    }
  },
});

/** A step that runs `pulumi up`. An interrupt lets the engine finish and record what it has begun. */
function deployStep({ title, deploy }: Deployment): ListrTask<UpContext> {
  return step({
    title,
    expectedSeconds: 60,
    run: async (context, report) => {
      if (context.isDeployed) {
        return "nothing to do";
      }
      const { hold, signal } = context.interrupts;
      const sandbox = sandboxOf(context);
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

import { deployPlatform } from "../../pulumi/index.js";
import { left, sandboxContext } from "../up-context.js";
import { pulumiReport } from "./pulumi-news.js";
import { step } from "./step.js";

export const platformStep = step({
  title: "platform: DNS, Traefik, Keycloak, realm",
  expectedSeconds: 60,
  run: async (context, report) => {
    const { hold, signal } = context.interrupts;
    const sandbox = sandboxContext(left(context.tools, "programs"), left(context.crdsFolder, "definitions"));
    context.platform = await hold(() => deployPlatform(sandbox, { progress: pulumiReport(report), signal }));
    return "stands";
  },
});

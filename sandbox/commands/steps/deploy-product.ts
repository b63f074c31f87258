import { deployProduct } from "../../pulumi/index.js";
import { left, sandboxContext } from "../up-context.js";
import { pulumiReport } from "./pulumi-news.js";
import { step } from "./step.js";

export const productStep = step({
  title: "product: pulumi up",
  expectedSeconds: 60,
  run: async (context, report) => {
    const { hold, signal } = context.interrupts;
    const sandbox = sandboxContext(left(context.tools, "programs"), left(context.crdsFolder, "definitions"));
    await hold(() => deployProduct(sandbox, { progress: pulumiReport(report), signal }));
    return "stands";
  },
});

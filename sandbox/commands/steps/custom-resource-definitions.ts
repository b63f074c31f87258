import { buildCrds } from "../../build/crds.js";
import { projectFolder } from "../up-context.js";
import { step } from "./step.js";

/** Before the toolchain, whose last step deletes the Go modules with the definitions. */
export const customResourceDefinitions = step({
  title: "custom resource definitions",
  run: async (context) => {
    context.crdsFolder = await buildCrds(projectFolder);
    return "ready";
  },
});

import { buildCrds } from "../../build/crds.js";
import { projectFolder } from "../up-context.js";
import { step } from "./step.js";

/** Before the tool chain: its last step drops the Go modules that carry the definitions. */
export const customResourceDefinitions = step({
  title: "custom resource definitions",
  run: async (context) => {
    context.crdsFolder = await buildCrds(projectFolder);
    return "there";
  },
});

import { checkApart, checkApplications, type Application } from "../access";
import type { Problem } from "../validation/problem";
import type { EdgeSettings } from "./contract";

/**
 * Open applications are valid, and no protected one stands in their place or bears their name: in one place the open one
 * could answer for the protected.
 * @param path where the list of protected applications stands
 */
export function checkPassthroughApplications(
  applications: readonly Application[],
  { passthroughApplications: openApplications = [] }: EdgeSettings,
  path: string,
): Problem[] {
  const asProtected = openApplications.map((open) => ({
    ...open,
    apiPaths: [],
    rules: [{ paths: ["/*"], require: "deny" as const }],
  }));
  return [
    ...checkApplications(asProtected, "settings.openApplications"),
    ...applications.flatMap((application, index) =>
      openApplications.flatMap((open) => checkApart(application, open, `${path}[${index}]`)),
    ),
  ];
}

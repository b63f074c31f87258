import { checkApart, checkApplications, type Application } from "../access";
import type { Problem } from "../validation/problem";
import type { EdgeSettings } from "./contract";

/**
 * Checks that pass-through applications are valid and that none shares its name or location with a protected application,
 * for which it could otherwise answer without a sign-in.
 * @param path key of the list of protected applications in the configuration
 */
export function checkPassthroughApplications(
  applications: readonly Application[],
  { passthroughApplications = [] }: EdgeSettings,
  path: string,
): Problem[] {
  const asProtected = passthroughApplications.map((application) => ({
    ...application,
    apiPaths: [],
    rules: [{ paths: ["/*"], require: "deny" as const }],
  }));
  return [
    ...checkApplications(asProtected, "settings.passthroughApplications"),
    ...applications.flatMap((application, index) =>
      passthroughApplications.flatMap((other) => checkApart(application, other, `${path}[${index}]`)),
    ),
  ];
}

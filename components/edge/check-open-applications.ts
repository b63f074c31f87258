import { checkApplications, type ProtectedApplication, sharePlace } from "../access";
import type { Problem } from "../problem";
import type { EdgeSettings, OpenApplication } from "./edge-compiler";

/**
 * Open applications are valid, and no protected one stands in their place or bears their name: in one place the open one
 * could answer for the protected.
 * @param path where the list of protected applications stands
 */
export function checkOpenApplications(
  applications: readonly ProtectedApplication[],
  { openApplications = [] }: EdgeSettings,
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
      openApplications.flatMap((open) => checkPair(application, open, `${path}[${index}]`)),
    ),
  ];
}

function checkPair(application: ProtectedApplication, open: OpenApplication, path: string): Problem[] {
  const problems: Problem[] = [];
  if (application.name === open.name) {
    problems.push({ path: `${path}.name`, value: application.name, expected: "a name that no other application has" });
  }
  if (sharePlace(application, open)) {
    problems.push({
      path: `${path}.path`,
      value: application.path,
      expected: `a path on ${open.host} that neither contains nor lies within "${open.path}" of ${open.name}`,
    });
  }
  return problems;
}

import { clusterPaths } from "../../cluster/cluster-paths.js";
import { HttpSession } from "../../http/http-session.js";
import { signIn } from "../../http/sign-in.js";
import { forgetDeployment } from "../../pulumi/index.js";
import { waitFor } from "../../wait/wait-for.js";
import { type SandboxAccess, sandboxAccess } from "../access.js";
import { resultOf } from "../up-context.js";
import { step } from "./step.js";

/** A user who holds the viewer roles, by `Pulumi.sandbox.yaml`. */
const username = "viewer";

async function waitForPage(access: SandboxAccess, path: string): Promise<void> {
  const password = resultOf(access.users[username], `platform: user ${username}`);
  await waitFor({
    awaiting: `${path} to be served to the signed-in user ${username}`,
    limitSeconds: 60,
    observe: async () => {
      const session = new HttpSession(access.caFile);
      const { status, url } = await signIn(session, `${access.monitoringUrl}${path}`, { username, password });
      return status === 200 ? { met: true } : { met: false, state: `HTTP ${status} from ${url}` };
    },
    next: "npm run sandbox -- status",
    pollMilliseconds: 1000,
  });
}

/** The final check: a sign-in as a user does it. */
export const signInStep = step({
  title: "first sign-in",
  expectedSeconds: 5,
  run: async (context) => {
    const access = sandboxAccess(resultOf(context.platform, "platform"));
    try {
      for (const path of ["/prometheus/", "/alertmanager/"]) {
        await waitForPage(access, path);
      }
    } catch (error) {
      await forgetDeployment({ clusterFolder: clusterPaths().folder });
      throw error;
    }
    return `${username} sees Prometheus and Alertmanager`;
  },
});

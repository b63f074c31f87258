import { before, describe } from "node:test";
import { visit } from "../../http/sign-in.js";
import type { DeployedEdge } from "../matrix/ask-edge.js";
import { type SandboxFixture, useSandbox } from "../stacks/use-sandbox.js";
import { accessMatrixScenario } from "./access-matrix.js";
import { anonymousApiClientScenario } from "./anonymous-api-clients.js";
import { debugEndpointScenario } from "./debug-endpoints.js";
import { forgedHeaderScenario } from "./forged-headers.js";
import { adminApiScenario, lifecycleSpellingScenario } from "./lifecycle-endpoints.js";
import { malformedRequestScenario } from "./malformed-requests.js";
import { pathDetourScenario } from "./path-detours.js";
import { responseHeaderScenario, tlsRedirectScenario } from "./response-headers.js";
import { roleScenario } from "./roles.js";
import { signInScenario } from "./sign-in.js";

export interface EdgeSuite extends Omit<DeployedEdge, "echo"> {
  readonly title: string;
}

const users = ["viewer", "editor", "admin"] as const;

const scenarios: readonly ((sandbox: SandboxFixture) => void)[] = [
  signInScenario,
  anonymousApiClientScenario,
  roleScenario,
  lifecycleSpellingScenario,
  pathDetourScenario,
  adminApiScenario,
  debugEndpointScenario,
  forgedHeaderScenario,
  malformedRequestScenario,
  responseHeaderScenario,
  tlsRedirectScenario,
];

/** What every edge that matches methods must do: the same scenarios for all of them. */
export function edgeSuite({ title, ...deployed }: EdgeSuite): void {
  describe(title, () => {
    const sandbox = useSandbox({ config: deployed.config, ownHosts: deployed.ownHosts, users });
    before(async () => {
      // A host of its own needs a session of its own.
      for (const user of users) {
        await visit(sandbox.as(user), sandbox.url("/alertmanager/"));
      }
    });

    for (const scenario of scenarios) {
      scenario(sandbox);
    }
    accessMatrixScenario(() => deployed);
  });
}

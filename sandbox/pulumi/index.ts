/**
 * Runs Pulumi programs with the real engine. First `deployPlatform` (DNS, edge, certificates, Keycloak, realm and users), then
 * `deployProduct` (the project's own program with `Pulumi.sandbox.yaml`). Each takes a `SandboxContext` and, as options, a
 * `progress` callback that receives one line at a time, an `AbortSignal`, and values that are laid over the stack's
 * configuration. All of them may be repeated: they change only what differs.
 */
export { adoptClient, deleteAdoptedClient } from "./adopt-client.js";
export {
  deployPlatform,
  deployProduct,
  destroyProduct,
  expectProductUnchanged,
  type PlatformOutputs,
  platformOutputs,
} from "./deploy.js";
export { deployApplication, destroyApplication } from "./deploy-application.js";
export { forgetDeployment, isDeployed, recordDeployment } from "./deployment-record.js";
export { pulumiCommand } from "./passthrough.js";
export { type Project, projects, type StackConfig, type StackOptions } from "./stack.js";
export { applicationHosts, keycloakHost, monitoringHost, rootCaFile, type SandboxContext } from "./workspace.js";

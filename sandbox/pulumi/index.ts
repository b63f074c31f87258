/**
 * The sandbox's way to run Pulumi programs with the real engine. In order: `deployPlatform` (DNS, edge, certificates,
 * Keycloak, realm and people), then `deployProduct` (the project's own program with `Pulumi.sandbox.yaml`). Each takes
 * a `SandboxContext` and, as options, a `progress` callback that gets one line at a time, an `AbortSignal`, and values
 * that are laid over the stack's configuration. All of them may be run again: they change what differs.
 */
export {
  changeProduct,
  deployPlatform,
  deployProduct,
  destroyProduct,
  expectProductUnchanged,
  platformOutputs,
  previewProduct,
  type PlatformOutputs,
} from "./deploy.js";
export { deployApplication, destroyApplication } from "./deploy-application.js";
export type { Progress } from "./engine.js";
export { pulumiCommand } from "./passthrough.js";
export { projects, type Project, type StackConfig, type StackOptions } from "./stack.js";
export {
  applicationHosts,
  keycloakHost,
  monitoringHost,
  rootCaFile,
  type ProviderName,
  type PulumiTools,
  type SandboxContext,
} from "./workspace.js";

export { loadStackConfig } from "./load-stack-config";
export type { StackConfig } from "./stack-schema";

export { loadStackConfig } from "./load";
export type { StackConfig } from "./schema";

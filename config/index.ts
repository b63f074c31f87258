export { loadStackConfig } from "./load";
export type { StackConfig } from "./schema";
export { keycloakAdminDefaults } from "./settings/keycloak";

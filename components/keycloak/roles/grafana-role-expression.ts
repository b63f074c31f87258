/**
 * Grafana's `role_attribute_path`: the highest of the client roles in the claim `roles` decides. JMESPath.
 *
 * - `roles[*]` is null unless the claim is a list: `contains` on a text would also find "admin" in "not-an-admin".
 * - A person without a role yields `false`, which is no role: with `role_attribute_strict` Grafana refuses them instead
 *   of making them viewers.
 */
export const grafanaRoleExpression = [
  "contains(roles[*] || `[]`, 'admin') && 'Admin'",
  "contains(roles[*] || `[]`, 'editor') && 'Editor'",
  "contains(roles[*] || `[]`, 'viewer') && 'Viewer'",
].join(" || ");

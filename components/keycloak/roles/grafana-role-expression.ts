/**
 * Grafana's `role_attribute_path`: a JMESPath expression that selects the highest client role in the claim `roles`.
 *
 * - `roles[*]` is null unless the claim is a list: `contains` on a text would also find "admin" in "not-an-admin".
 * - A user without a role yields `false`, which is no role: with `role_attribute_strict` Grafana rejects the user instead
 *   of granting `Viewer`.
 */
export const grafanaRoleExpression = [
  "contains(roles[*] || `[]`, 'admin') && 'Admin'",
  "contains(roles[*] || `[]`, 'editor') && 'Editor'",
  "contains(roles[*] || `[]`, 'viewer') && 'Viewer'",
].join(" || ");

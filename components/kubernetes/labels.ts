/**
 * Labels of every Kubernetes object that is ours (charts label their own).
 * @param component module that creates it, such as `edge`
 */
export function objectLabels(component: string): Record<string, string> {
  return {
    "app.kubernetes.io/part-of": "monitoring-sso",
    "app.kubernetes.io/component": component,
    "app.kubernetes.io/managed-by": "pulumi",
  };
}

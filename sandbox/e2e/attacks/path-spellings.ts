/** Every spelling we know of the lifecycle endpoints of Prometheus. */
export const lifecycleSpellings = ["quit", "reload"].flatMap((action) => [
  `/prometheus/-/${action}`,
  `/prometheus/-%2f${action}`,
  `/prometheus/-%2F${action}`,
  `/prometheus/%2d/${action}`,
  `/prometheus//-/${action}`,
  `/prometheus/./-/${action}`,
  `/prometheus/graph/../-/${action}`,
  `/prometheus/graph/%2e%2e/-/${action}`,
  `/prometheus/graph/..%2f-/${action}`,
  `/prometheus/-/${action}/`,
  `/prometheus/-/${action};x=y`,
  `/prometheus/-/${action}%00`,
  `/prometheus/-/${action}%23`,
  `/prometheus/-/${action}#/api/v1/query`,
  `/prometheus/-/${action}%3f`,
  `/prometheus;x=y/-/${action}`,
  `/prometheus/-;x=y/${action}`,
  `/prometheus/graph/..;/-/${action}`,
  `/prometheus/graph/.%2e/-/${action}`,
  `/prometheus/graph/%252e%252e/-/${action}`,
  `/prometheus/-%252f${action}`,
  `/prometheus/-%5c${action}`,
  `/prometheus/-\\${action}`,
  `/prometheus/api/v1/query/../../../-/${action}`,
  `/prometheus/api/v1/query%2f..%2f..%2f..%2f-%2f${action}`,
  `/alertmanager/../prometheus/-/${action}`,
  `/oauth2/../prometheus/-/${action}`,
]);

/** Paths that begin at a public endpoint, of the proxy or of Grafana, and resolve to a protected one. */
export const detours = ["oauth2", "oauth2/sign_in", "oauth2/forbidden", "grafana", "logout", "ping"].flatMap((open) => {
  const up = open.split("/").map(() => "..");
  const rest = "prometheus/api/v1/query?query=up";
  return [
    ...["/", "%2f", "%2F", "\\", "%5c", ";/"].map((slash) => `/${open}/${up.join(slash)}${slash}${rest}`),
    `/${open}/${up.map(() => "%2e%2e").join("/")}/${rest}`,
    `/${open}/${up.map(() => "..;x=y").join("/")}/${rest}`,
    `/${open}//${rest}`,
    `/${open};/../${rest}`,
    `/${open}#/../${rest}`,
    `/${open}%23/../${rest}`,
    `/${open}%3f/../${rest}`,
    `//${rest}#/${open}`,
    `/./${rest}`,
    `//monitoring.localhost/${rest}`,
  ];
});

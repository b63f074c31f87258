/** Every way we know to write the lifecycle endpoints of Prometheus. */
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
  `/prometheus/api/v1/query/../../../-/${action}`,
  `/prometheus/api/v1/query%2f..%2f..%2f..%2f-%2f${action}`,
  `/alertmanager/../prometheus/-/${action}`,
  `/oauth2/../prometheus/-/${action}`,
]);

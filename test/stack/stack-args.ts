import type { MonitoringSsoArgs } from "../../components";

/** Valid arguments of a stack, with overrides. */
export function stackArgs(overrides: Partial<MonitoringSsoArgs> = {}): MonitoringSsoArgs {
  return {
    host: "monitoring.example.com",
    keycloak: { url: "https://keycloak.example.com", realm: { name: "company" } },
    edge: { traefik: {} },
    tls: { existing: {} },
    proxy: { trustedProxyIps: ["10.244.0.0/24"] },
    network: { edge: { namespace: "traefik" } },
    ...overrides,
  };
}

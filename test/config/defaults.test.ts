import { resolveApplication } from "../../components/access";
import { resolveEdge } from "../../components/edge/args";
import { monitoringValues } from "../../components/monitoring/chart-values";
import { resolveValkey } from "../../components/sessions/args";
import { resolveRedisConnection } from "../../components/sessions/redis-connection";
import { prepareMonitoringSso, type PreparedStack } from "../../components/stack/prepare";
import { resolveTls } from "../../components/tls/args";
import { settingsOf } from "../../components/validation/settle";
import { type SettingSchema, settingsSchema } from "../../config/generated/json-schema";
import { goodSettings } from "../../testing/stacks/bad-stacks";

/** The default that the schema, and so the reference, names for a setting. */
function documented(path: string): unknown {
  const field = path
    .split(".")
    .reduce<SettingSchema | undefined>(
      (schema, key) => (key === "[]" ? schema?.items : schema?.properties?.[key]),
      settingsSchema(),
    );
  return field?.default;
}

function planOf(settings: Parameters<typeof prepareMonitoringSso>[0]): PreparedStack["plan"] {
  const prepared = prepareMonitoringSso(settings);
  if (!prepared.ok) {
    throw new Error(JSON.stringify(prepared.problems));
  }
  return prepared.value.plan;
}

const plan = planOf(goodSettings);
const proxy = settingsOf(plan.proxy);
const client = settingsOf(plan.proxyClient);
const karma = resolveApplication(
  { name: "karma", service: { name: "karma", port: 80 }, rules: [{ role: "r" }] },
  "host",
);
const external = resolveRedisConnection({
  standalone: { url: "rediss://redis" },
  passwordSecret: { name: "redis", key: "password" },
  caSecret: { name: "redis-ca" },
});

describe("a documented default", () => {
  it.each([
    ["namespace.name", plan.namespace],
    ["keycloak.clientId", client.client.clientId],
    ["keycloak.accessTokenLifespanSeconds", client.client.accessTokenLifespanSeconds],
    ["keycloak.rotation", client.rotation],
    ["access.applications.[].apiPaths", karma.apiPaths],
    ["access.applications.[].rules.[].paths", karma.rules[0]?.paths],
    ["proxy.replicas", proxy.replicas],
    ["proxy.sessionExpire", proxy.sessionExpire],
    ["proxy.contact", proxy.contact],
    ["sessions.external.rotation", external.rotation],
    ["sessions.external.caSecret.key", external.ca?.key],
  ])("of %s is what the component does", (path, actual) => {
    expect(documented(path)).toEqual(actual);
  });

  it("of an edge is what its compiler gets", () => {
    expect(resolveEdge({ traefik: {} })).toMatchObject({ entryPoints: documented("edge.traefik.entryPoints") });
    expect(resolveEdge({ ingressNginx: {} })).toMatchObject({
      ingressClassName: documented("edge.ingressNginx.ingressClassName"),
    });
    expect(resolveEdge({ gatewayApi: { gateway: { name: "public" }, traefik: {} } })).toMatchObject({
      gateway: { sectionName: documented("edge.gatewayApi.gateway.sectionName") },
    });
  });

  it("of a certificate is what the component does", () => {
    expect(resolveTls({ certManager: { issuerRef: { name: "letsencrypt" } } })).toMatchObject({
      issuerRef: {
        kind: documented("tls.certManager.issuerRef.kind"),
        group: documented("tls.certManager.issuerRef.group"),
      },
    });
    expect(resolveTls({ selfSigned: {} })).toMatchObject({
      commonName: documented("tls.selfSigned.commonName"),
      validityHours: documented("tls.selfSigned.validityHours"),
      protect: documented("tls.selfSigned.protect"),
    });
  });

  it("of the session store is what the component does", () => {
    expect(resolveValkey({})).toMatchObject({ rotation: documented("sessions.valkey.rotation") });
  });

  it("of the access profile separates viewers from editors", () => {
    expect(documented("access.profile")).toBe("split");
    expect(plan.grantedRoles).toContain("alertmanager-editor");
  });

  it("of the retention is in the chart's values", () => {
    expect(plan.monitoring && monitoringValues(settingsOf(plan.monitoring))).toMatchObject({
      prometheus: { prometheusSpec: { retention: documented("monitoring.retention") } },
    });
  });

  it("of Grafana installs it", () => {
    expect(documented("monitoring.grafana.enabled")).toBe(plan.grafanaClient !== undefined);
  });
});

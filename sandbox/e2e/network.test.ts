import assert from "node:assert/strict";
import { createServer, type Server } from "node:net";
import { after, before, describe, it } from "node:test";
import { networkPlan } from "../cluster/network-plan.js";
import { waitFor } from "../wait/wait-for.js";
import { type AnonymousPod, type Connection, startAnonymousPod } from "./pods/anonymous-pod.js";
import { namespace } from "./pods/kubernetes.js";
import { withoutPolicies } from "./pods/network-policies.js";
import { useSandbox } from "./stacks/use-sandbox.js";

interface Endpoint {
  readonly name: string;
  /** Policy that allows some clients; together with the default deny it closes the endpoint to all others. */
  readonly policy: string;
  readonly port: number;
  readonly hosts: () => Promise<readonly string[]>;
}

const serviceHost = (name: string, inNamespace: string = namespace): string =>
  `${name}.${inNamespace}.svc.cluster.local`;

/** Waits until policies that were changed are in force. */
function connectionSoon(pod: AnonymousPod, wanted: Connection, host: string, port: number): Promise<void> {
  return waitFor({
    awaiting: `${host}:${port} to be ${wanted} to this pod`,
    limitSeconds: 30,
    observe: async () => {
      const seen = await pod.connect(host, port);
      return seen === wanted ? { met: true } : { met: false, state: seen };
    },
    next: "npm run sandbox -- logs kube-router",
  });
}

describe("a pod outside of the stack cannot bypass the sign-in:", () => {
  const sandbox = useSandbox();
  let pod: AnonymousPod;

  before(async () => {
    pod = await startAnonymousPod(sandbox.cluster, sandbox.access.kubeconfig);
  });
  after(() => pod.remove());

  const service = (name: string) => () => Promise.resolve([serviceHost(name)]);
  const proxyPods = async (): Promise<readonly string[]> => {
    const labelSelector = "app.kubernetes.io/name=oauth2-proxy";
    const { items } = await sandbox.cluster.core.listNamespacedPod({ namespace, labelSelector });
    return items.map(({ status }) => status?.podIP ?? "");
  };
  const endpoints: readonly Endpoint[] = [
    { name: "Prometheus", policy: "prometheus", port: 9090, hosts: service("kube-prometheus-stack-prometheus") },
    { name: "Alertmanager", policy: "alertmanager", port: 9093, hosts: service("kube-prometheus-stack-alertmanager") },
    { name: "oauth2-proxy", policy: "oauth2-proxy", port: 4180, hosts: proxyPods },
    { name: "the metrics of oauth2-proxy", policy: "oauth2-proxy", port: 44180, hosts: proxyPods },
    {
      name: "the operator",
      policy: "prometheus-operator",
      port: 8080,
      hosts: service("kube-prometheus-stack-operator"),
    },
    { name: "Valkey", policy: "valkey", port: 6379, hosts: service("valkey") },
  ];
  for (const { name, policy, port, hosts } of endpoints) {
    it(`${name} is closed, and the policies are what closes it`, async () => {
      const addresses = await hosts();
      assert.ok(addresses.length > 0);
      for (const host of addresses) {
        assert.equal(await pod.connect(host, port), "closed", host);
      }
      await withoutPolicies(sandbox.cluster, ["sso-default-deny", `sso-${policy}`], async () => {
        for (const host of addresses) {
          await connectionSoon(pod, "open", host, port);
        }
      });
      for (const host of addresses) {
        await connectionSoon(pod, "closed", host, port);
      }
    });
  }
});

/**
 * The sandbox's stack says where Keycloak is (`network.keycloak`): behind the edge, which listens on 8443 there. A pod with
 * the proxy's label stands for a proxy that an attacker controls; its Service does not select it.
 */
describe("the proxy reaches Keycloak and the session store, and nothing else:", () => {
  const sandbox = useSandbox();
  let pod: AnonymousPod;
  let outside: Server;

  before(async () => {
    // Reads what it is sent, or the connection would never close.
    outside = createServer((socket) => socket.resume().end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    await new Promise<void>((resolve) => outside.listen(443, networkPlan.nodeIp, resolve));
    pod = await startAnonymousPod(sandbox.cluster, sandbox.access.kubeconfig, {
      namespace,
      labels: { "app.kubernetes.io/name": "oauth2-proxy" },
    });
    // A new pod is isolated a moment after it has started, and admitted to others a moment later.
    await connectionSoon(pod, "closed", networkPlan.nodeIp, 443);
    await connectionSoon(pod, "open", serviceHost("traefik", "traefik"), 443);
  });
  after(async () => {
    await pod.remove();
    await new Promise((resolve) => outside.close(resolve));
  });

  const edgePods = async (): Promise<readonly string[]> => {
    const { items } = await sandbox.cluster.core.listNamespacedPod({ namespace: "traefik" });
    return items.map(({ status }) => status?.podIP ?? "");
  };

  it("Keycloak's public host and Valkey are open", async () => {
    assert.equal(await pod.connect("keycloak.localhost", 443), "open");
    assert.equal(await pod.connect(serviceHost("valkey"), 6379), "open");
    for (const host of await edgePods()) {
      assert.equal(await pod.connect(host, 8443), "open");
    }
  });

  const destinations: readonly (readonly [name: string, hosts: () => Promise<readonly string[]>, port: number])[] = [
    ["an address outside of the cluster", () => Promise.resolve([networkPlan.nodeIp]), 443],
    ["the API server by its Service", () => Promise.resolve([serviceHost("kubernetes", "default")]), 443],
    ["the API server", () => Promise.resolve([networkPlan.nodeIp]), networkPlan.apiPort],
    ["the dashboard of the edge", edgePods, 8080],
    ["the edge without TLS", edgePods, 8000],
    ["Keycloak's own pods", () => Promise.resolve([serviceHost("keycloak", "keycloak")]), 8080],
    ["Prometheus", () => Promise.resolve([serviceHost("kube-prometheus-stack-prometheus")]), 9090],
    ["Alertmanager", () => Promise.resolve([serviceHost("kube-prometheus-stack-alertmanager")]), 9093],
    ["the operator", () => Promise.resolve([serviceHost("kube-prometheus-stack-operator")]), 8080],
  ];

  for (const [name, hosts, port] of destinations) {
    it(`${name} is closed`, async () => {
      for (const host of await hosts()) {
        assert.equal(await pod.connect(host, port), "closed", host);
      }
    });
  }
});

interface Sample {
  readonly metric: { readonly job?: string; readonly instance?: string };
  readonly value: readonly [number, string];
}

/** Sign-in through edge, proxy, Keycloak and Valkey is what every other file does under the same policies. */
describe("traffic that the stack needs is allowed:", () => {
  const sandbox = useSandbox();

  const readJson = async (path: string): Promise<unknown> => {
    const viewer = await sandbox.signedIn("viewer");
    try {
      const answer = await viewer.send(sandbox.url(path), { headers: { accept: "application/json" } });
      assert.equal(answer.status, 200, answer.body);
      return JSON.parse(answer.body);
    } finally {
      await viewer.close();
    }
  };

  it("Prometheus scrapes every target", async () => {
    const wanted = {
      "kube-prometheus-stack-prometheus": 1,
      "kube-prometheus-stack-alertmanager": 1,
      "kube-prometheus-stack-operator": 1,
      "oauth2-proxy": 2,
    };
    await waitFor({
      awaiting: "every scrape target to be up",
      limitSeconds: 90,
      observe: async () => {
        const { data } = (await readJson("/prometheus/api/v1/query?query=up")) as { data: { result: Sample[] } };
        const down = data.result.filter(({ value }) => value[1] !== "1");
        const missing = Object.entries(wanted).filter(
          ([job, count]) => data.result.filter(({ metric }) => metric.job === job).length < count,
        );
        if (down.length === 0 && missing.length === 0) {
          return { met: true };
        }
        const names = down.map(({ metric }) => `${metric.job} ${metric.instance} is down`);
        return { met: false, state: [...names, ...missing.map(([job]) => `${job} has too few`)].join(", ") };
      },
      next: "npm run sandbox -- logs kube-router",
      pollMilliseconds: 2000,
    });
  });

  it("Prometheus delivers its alerts to Alertmanager", async () => {
    await waitFor({
      awaiting: "the alert that always fires",
      limitSeconds: 120,
      observe: async () => {
        const path = "/alertmanager/api/v2/alerts?active=true&filter=alertname%3DWatchdog";
        const alerts = (await readJson(path)) as unknown[];
        return alerts.length > 0 ? { met: true } : { met: false, state: "Alertmanager has no such alert" };
      },
      next: "npm run sandbox -- logs kube-router",
      pollMilliseconds: 2000,
    });
  });
});

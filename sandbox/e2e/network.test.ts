import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { waitFor } from "../wait/wait-for.js";
import { type Connection, type StrangerPod, strangerPod } from "./pods/anonymous-pod.js";
import { kubernetes, namespace, type Kubernetes } from "./pods/kubernetes.js";
import { withoutPolicies } from "./pods/network-policies.js";
import { theWorld, type World } from "./stacks/world.js";

interface Door {
  readonly name: string;
  /** Policy that opens it to some; together with the one that denies everything it closes it to the rest. */
  readonly policy: string;
  readonly port: number;
  readonly hosts: () => Promise<readonly string[]>;
}

describe("a pod of somebody else goes round the sign-in nowhere:", () => {
  let world: World;
  let cluster: Kubernetes;
  let stranger: StrangerPod | undefined;

  before(async () => {
    world = await theWorld();
    cluster = kubernetes(world.access.kubeconfig);
    stranger = await strangerPod(cluster, world.access.kubeconfig);
  });
  after(() => stranger?.remove());

  const connect = (host: string, port: number): Promise<Connection> => {
    assert.ok(stranger);
    return stranger.connect(host, port);
  };
  const service = (name: string) => () => Promise.resolve([`${name}.${namespace}.svc.cluster.local`]);
  const proxyPods = async (): Promise<readonly string[]> => {
    const labelSelector = "app.kubernetes.io/name=oauth2-proxy";
    const { items } = await cluster.core.listNamespacedPod({ namespace, labelSelector });
    return items.map(({ status }) => status?.podIP ?? "");
  };
  const doors: readonly Door[] = [
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
  const expectSoon = (wanted: Connection, host: string, port: number) =>
    waitFor({
      awaiting: `${host}:${port} to be ${wanted} to strangers`,
      limitSeconds: 30,
      observe: async () => {
        const seen = await connect(host, port);
        return seen === wanted ? { met: true } : { met: false, state: seen };
      },
      next: "npm run sandbox -- logs kube-router",
    });

  for (const { name, policy, port, hosts } of doors) {
    it(`${name} is closed, and it is the policies that close it`, async () => {
      const addresses = await hosts();
      assert.ok(addresses.length > 0);
      for (const host of addresses) {
        assert.equal(await connect(host, port), "closed", host);
      }
      await withoutPolicies(cluster, ["sso-default-deny", `sso-${policy}`], async () => {
        for (const host of addresses) {
          await expectSoon("open", host, port);
        }
      });
      for (const host of addresses) {
        await expectSoon("closed", host, port);
      }
    });
  }
});

interface Sample {
  readonly metric: { readonly job?: string; readonly instance?: string };
  readonly value: readonly [number, string];
}

/** Sign-in, through the edge, the proxy, Keycloak and Valkey, is what every other file does under the same policies. */
describe("what the stack itself needs passes:", () => {
  let world: World;
  before(async () => {
    world = await theWorld();
  });

  const readJson = async (path: string): Promise<unknown> => {
    const viewer = await world.signedIn("viewer");
    try {
      const answer = await viewer.send(world.url(path), { headers: { accept: "application/json" } });
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

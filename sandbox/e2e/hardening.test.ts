import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import type { V1Pod } from "@kubernetes/client-node";
import { clusterPaths } from "../cluster/cluster-paths.js";
import { type Kubernetes, namespace } from "./pods/kubernetes.js";
import { runInPod } from "./pods/run-in-pod.js";
import type { RunningSandbox } from "./stacks/running-sandbox.js";
import { useSandbox } from "./stacks/use-sandbox.js";

describe("the deployed stack", () => {
  const sandbox = useSandbox();

  it("has a namespace in which the API server enforces the restricted Pod Security level", async () => {
    const { metadata } = await sandbox.cluster.core.readNamespace({ name: namespace });
    assert.equal(metadata?.labels?.["pod-security.kubernetes.io/enforce"], "restricted");
    const privileged = { name: "privileged", image: "sandbox.local/pause:1", securityContext: { privileged: true } };
    await assert.rejects(
      sandbox.cluster.core.createNamespacedPod({
        namespace,
        body: { metadata: { name: "privileged" }, spec: { containers: [privileged] } },
        dryRun: "All",
      }),
      /violates PodSecurity/,
    );
  });

  it("runs with memory limits, and without service account tokens where none is needed", async () => {
    const { items } = await sandbox.cluster.core.listNamespacedPod({ namespace });
    assert.deepEqual(items.flatMap(containersWithoutMemoryLimit), []);
    const withoutToken = items.filter(({ metadata }) => /^(oauth2-proxy|valkey)/.test(metadata?.name ?? ""));
    assert.ok(withoutToken.length >= 3);
    for (const { metadata, spec } of withoutToken) {
      assert.equal(spec?.automountServiceAccountToken, false, metadata?.name);
    }
  });

  it("shows no secret in state, config maps, arguments, environment, Helm values or logs", async () => {
    const secrets = await knownSecrets(sandbox, sandbox.cluster);
    assert.ok(secrets.length >= 8, `${secrets.length} secrets are known`);
    const texts = [
      ...(await stateFiles()),
      ...(await configMaps(sandbox.cluster)),
      ...(await podSpecs(sandbox.cluster)),
      ...(await helmReleases(sandbox.cluster)),
      ...(await podLogs(sandbox.cluster)),
    ];
    for (const { where, text } of texts) {
      for (const { name, value } of secrets) {
        assert.ok(!text.includes(value), `${name} appears in clear text in ${where}`);
      }
    }
  });

  it("configures oauth2-proxy with a file that the program itself accepts", async () => {
    const { items } = await sandbox.cluster.core.listNamespacedPod({
      namespace,
      labelSelector: "app.kubernetes.io/name=oauth2-proxy",
    });
    const pod = items[0]?.metadata?.name;
    assert.ok(pod, "there is a proxy");
    // In its own pod, because the check reads every mounted file and connects to the session store.
    const check = ["/bin/oauth2-proxy", "--config=/etc/oauth2_proxy/oauth2_proxy.cfg", "--config-test"];
    const output = await runInPod(sandbox.access.kubeconfig, { pod, container: "oauth2-proxy", command: check });
    assert.match(output, /configuration is valid/i);
  });
});

function containersWithoutMemoryLimit({ metadata, spec }: V1Pod): string[] {
  const unlimited = (spec?.containers ?? []).filter(({ resources }) => resources?.limits?.memory === undefined);
  return unlimited.map(({ name }) => `${metadata?.name} ${name}`);
}

interface Text {
  readonly where: string;
  readonly text: string;
}

/** Values that must appear nowhere else, read from where they are stored. */
async function knownSecrets(
  { access }: RunningSandbox,
  cluster: Kubernetes,
): Promise<{ name: string; value: string }[]> {
  const { items } = await cluster.core.listNamespacedSecret({ namespace });
  const isOurs = (name: string): boolean => /credentials$|-tls$/.test(name);
  const inCluster = items.flatMap(({ metadata, data }) =>
    Object.entries(data ?? {})
      .filter(([key]) => isOurs(metadata?.name ?? "") && !/\.crt$|client-id$|user$|username$/.test(key))
      .map(([key, value]) => ({
        name: `${metadata?.name} ${key}`,
        value: Buffer.from(value, "base64").toString("utf8"),
      })),
  );
  const passwords = Object.entries(access.users).map(([name, value]) => ({ name: `password of ${name}`, value }));
  return [...inCluster, ...passwords, { name: "Keycloak's administrator", value: access.keycloakAdmin.password }];
}

async function stateFiles(): Promise<Text[]> {
  const folder = join(clusterPaths().folder, "pulumi-state");
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  return Promise.all(paths.map(async (path) => ({ where: path, text: await readFile(path, "utf8") })));
}

async function configMaps(cluster: Kubernetes): Promise<Text[]> {
  const { items } = await cluster.core.listNamespacedConfigMap({ namespace });
  return items.map(({ metadata, data }) => ({ where: `config map ${metadata?.name}`, text: JSON.stringify(data) }));
}

async function podSpecs(cluster: Kubernetes): Promise<Text[]> {
  const { items } = await cluster.core.listNamespacedPod({ namespace });
  return items.map(({ metadata, spec }) => ({ where: `pod ${metadata?.name}`, text: JSON.stringify(spec) }));
}

/** Helm stores values and rendered objects of every release in a Secret, compressed. */
async function helmReleases(cluster: Kubernetes): Promise<Text[]> {
  const { items } = await cluster.core.listNamespacedSecret({ namespace, labelSelector: "owner=helm" });
  return items.map(({ metadata, data }) => {
    const encoded = Buffer.from(data?.release ?? "", "base64").toString("utf8");
    return { where: `release ${metadata?.name}`, text: gunzipSync(Buffer.from(encoded, "base64")).toString("utf8") };
  });
}

async function podLogs(cluster: Kubernetes): Promise<Text[]> {
  const { items } = await cluster.core.listNamespacedPod({ namespace });
  const containers = items.flatMap(({ metadata, spec }) =>
    (spec?.containers ?? []).map((container) => ({ name: metadata?.name ?? "", container: container.name })),
  );
  return Promise.all(
    containers.map(async ({ name, container }) => ({
      where: `log of ${name} ${container}`,
      text: await cluster.core.readNamespacedPodLog({ name, namespace, container }).catch(() => ""),
    })),
  );
}

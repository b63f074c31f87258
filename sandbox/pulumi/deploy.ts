import { writeFile } from "node:fs/promises";
import { signInPath } from "../../components/proxy-contract/endpoints.js";
import { fillCrdsChart } from "../build/crds.js";
import type { EdgeAddress } from "../http/http-session.js";
import { type HttpsPage, waitForHttps } from "../wait/https.js";
import type { OperatedObject } from "../wait/stateful-sets.js";
import { pulumiOutputs } from "./outputs.js";
import { expectNoChanges, pulumiDestroy, pulumiUp, type StackOptions } from "./stack.js";
import { keycloakHost, prepareWorkspace, type PulumiWorkspace, rootCaFile, type SandboxContext } from "./workspace.js";

/** Outputs of the platform for users and tests. */
export interface PlatformOutputs {
  readonly keycloak: { readonly url: string; readonly adminUsername: string; readonly adminPassword: string };
  readonly realm: string;
  /** Password of each user, by user name. */
  readonly users: Readonly<Record<string, string>>;
}

/** Created by the Prometheus operator after the release counts as deployed. */
const operatedObjects: readonly OperatedObject[] = [
  {
    plural: "prometheuses",
    name: "kube-prometheus-stack-prometheus",
    statefulSet: "prometheus-kube-prometheus-stack-prometheus",
  },
  {
    plural: "alertmanagers",
    name: "kube-prometheus-stack-alertmanager",
    statefulSet: "alertmanager-kube-prometheus-stack-alertmanager",
  },
];
const keycloakLimitSeconds = 60;
/** Envoy Gateway takes longer than Traefik to program its first routes. */
export const edgeLimitSeconds = 90;
/** Traefik collects changes for two seconds before it applies them (`providersThrottleDuration`). */
export const edgeSettlesWithinSeconds = 3;
const monitoringLimitSeconds = 180;

/** Deploys DNS, edge, certificates and Keycloak, then the realm with its users. */
export async function deployPlatform(context: SandboxContext, options: StackOptions = {}): Promise<PlatformOutputs> {
  const workspace = await prepareWorkspace(context);
  await pulumiUp(workspace, "platform", options);
  await publishRootCa(workspace);
  options.progress?.("waiting for Keycloak behind the edge");
  await waitForHttps({
    pages: [{ url: `https://${keycloakHost}/realms/master/.well-known/openid-configuration`, accept: isOk }],
    caFile: rootCaFile(context),
    limitSeconds: keycloakLimitSeconds,
  });
  await pulumiUp(workspace, "realm", options);
  return platformOutputs(context);
}

/** The outputs of a platform that is deployed. */
export async function platformOutputs(context: SandboxContext): Promise<PlatformOutputs> {
  const workspace = await prepareWorkspace(context);
  const platform = await pulumiOutputs(workspace, "platform");
  const realm = await pulumiOutputs(workspace, "realm");
  return {
    keycloak: keycloakOutputs(platform),
    realm: String(realm.realmName),
    users: realm.users as Record<string, string>,
  };
}

function keycloakOutputs(platform: Readonly<Record<string, unknown>>): PlatformOutputs["keycloak"] {
  return {
    url: String(platform.keycloakUrl),
    adminUsername: String(platform.keycloakAdminUsername),
    adminPassword: String(platform.keycloakAdminPassword),
  };
}

/** A deployment behind an edge that serves the host. */
export interface EdgeOptions extends StackOptions {
  /** @default - the sandbox's own edge */
  readonly edge?: EdgeAddress | undefined;
}

/** Deploys the product's own program and waits until its applications run. */
async function changeProduct(context: SandboxContext, options: StackOptions = {}): Promise<Record<string, unknown>> {
  const workspace = await productWorkspace(context);
  await pulumiUp(workspace, "product", options);
  options.progress?.("waiting for Prometheus and Alertmanager");
  // The Kubernetes client takes a second to load, which commands that deploy nothing do not need.
  const { waitForStatefulSets } = await import("../wait/stateful-sets.js");
  await waitForStatefulSets({
    kubeconfig: context.kubeconfig,
    namespace: "monitoring",
    objects: operatedObjects,
    limitSeconds: monitoringLimitSeconds,
  });
  return pulumiOutputs(workspace, "product");
}

/** Deploys the product's own program and waits until the edge protects its applications. */
export async function deployProduct(
  context: SandboxContext,
  { edge, ...options }: EdgeOptions = {},
): Promise<Record<string, unknown>> {
  const outputs = await changeProduct(context, options);
  options.progress?.("waiting for the edge to serve the sign-in");
  await waitForHttps({
    pages: protectedPages(outputs.urls as Record<string, string>),
    caFile: rootCaFile(context),
    limitSeconds: edgeLimitSeconds,
    stableSeconds: edgeSettlesWithinSeconds,
    edge,
  });
  return outputs;
}

/** The sign-in page on each host, and each application, which must deny anonymous requests. */
function protectedPages({ prometheus = "", alertmanager = "" }: Readonly<Record<string, string>>): HttpsPage[] {
  const applications = [`${prometheus}/`, `${alertmanager}/`];
  const hosts = new Set(applications.map((url) => new URL(url).origin));
  return [
    ...[...hosts].map((origin) => ({ url: `${origin}${signInPath}`, accept: isOk })),
    ...applications.map((url) => ({ url, accept: isDenied })),
  ];
}

const isOk = (status: number): boolean => status === 200;
/** Redirected to the sign-in page, or answered with it. */
export const isDenied = (status: number): boolean => [302, 401, 403].includes(status);

/** Fails unless the product's program and the cluster agree. */
export async function expectProductUnchanged(context: SandboxContext, options: StackOptions = {}): Promise<void> {
  await expectNoChanges(await productWorkspace(context), "product", options);
}

export async function destroyProduct(context: SandboxContext, options: StackOptions = {}): Promise<void> {
  await pulumiDestroy(await productWorkspace(context), "product", options);
}

/**
 * Workspace for the product's program. The Keycloak provider reads its credentials from the environment, as in a pipeline:
 * they do not belong in a stack configuration.
 */
export async function productWorkspace(context: SandboxContext): Promise<PulumiWorkspace> {
  await fillCrdsChart(context.crdsFolder, context.projectFolder);
  const workspace = await prepareWorkspace(context);
  const keycloak = keycloakOutputs(await pulumiOutputs(workspace, "platform"));
  return {
    ...workspace,
    env: {
      ...workspace.env,
      KEYCLOAK_URL: keycloak.url,
      KEYCLOAK_REALM: "master",
      KEYCLOAK_CLIENT_ID: "admin-cli",
      KEYCLOAK_USER: keycloak.adminUsername,
      KEYCLOAK_PASSWORD: keycloak.adminPassword,
    },
  };
}

/** Writes the root certificate to the file that Go and Node read from the next engine run on. */
async function publishRootCa(workspace: PulumiWorkspace): Promise<void> {
  const { rootCaPem } = await pulumiOutputs(workspace, "platform");
  await writeFile(rootCaFile(workspace), String(rootCaPem));
}

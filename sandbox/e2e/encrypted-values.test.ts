import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { parse } from "yaml";
import badStackFiles from "../../testing/stacks/bad-stacks.js";
import places from "../../testing/stacks/value-places.js";
import { productWorkspace } from "../pulumi/deploy.js";
import { runEngine } from "../pulumi/engine.js";
import { configFile, prepareStack, stackName } from "../pulumi/stack.js";
import type { PulumiWorkspace } from "../pulumi/workspace.js";
import { productContext } from "./stacks/product.js";
import { failureOf, type ScratchStack, startScratchStack } from "./stacks/scratch-stack.js";
import { useSandbox } from "./stacks/use-sandbox.js";

const { goodSettings, stackFileConfig } = badStackFiles;

/** Occurs nowhere else, so that it is found wherever an encrypted value is shown. */
const confidential = "confidential-value-of-this-test";

/** The only setting whose values may be encrypted: all of them are secret inputs of Keycloak's provider. */
const credentials = "keycloakAdmin";

const allPlaces = places.valuePlaces();
const refused = allPlaces.filter(({ setting }) => setting !== credentials);
const accepted = allPlaces.filter(({ setting }) => setting === credentials);

/**
 * Places by their depth in the file, down to lists in lists. The program runs once for each depth: to the engine, places of
 * one depth in one setting are alike. The unit tests of the loader try each place alone.
 */
const byDepth = Object.values(Object.groupBy(refused, ({ path }) => path.split(/\.|(?=\[)/).length));

/** Arguments of `pulumi` that encrypt values at places of the stack's file. */
function encrypt(values: Readonly<Record<string, string>>): string[] {
  const flags = Object.entries(values).flatMap(([path, value]) => ["--secret", `monitoring-sso:${path}=${value}`]);
  return ["config", "set-all", "--path", ...flags];
}

/** The engine indents and wraps a program's output. */
const words = (text: string): string => text.replace(/\s+/g, " ");

describe("a value that the stack's file encrypts", () => {
  let stack: ScratchStack;

  before(async () => {
    stack = await startScratchStack("encrypted-values");
  });
  after(() => stack.remove());

  const errorWith = async (values: Readonly<Record<string, string>>): Promise<string> => {
    await stack.configure(stackFileConfig(goodSettings));
    await stack.run(encrypt(values));
    return failureOf(stack.run(["preview", "--diff"]));
  };

  for (const [index, ofDepth = []] of byDepth.entries()) {
    it(`is refused and not shown, ${index + 1} deep: ${ofDepth.map(({ path }) => path).join(", ")}`, async () => {
      const printed = await errorWith(Object.fromEntries(ofDepth.map(({ path }) => [path, confidential])));
      for (const setting of new Set(ofDepth.map((place) => place.setting))) {
        const problem = `monitoring-sso:${setting} expected no encrypted value here or below`;
        assert.ok(words(printed).includes(problem), `${problem} in ${printed}`);
      }
      assert.ok(!printed.includes(confidential), printed);
    });
  }

  it(`is not shown where ${credentials} is wrong`, async () => {
    const wrong = accepted.map(({ path }) => [path, path.endsWith(".url") ? `https://${confidential}` : confidential]);
    const printed = await errorWith(Object.fromEntries(wrong) as Record<string, string>);
    assert.ok(!printed.includes(confidential), printed);
    assert.match(words(printed), /keycloak/i);
  });

  it("is in no state, and nothing was created", async () => {
    assert.ok(!(await stack.state()).includes(confidential));
    assert.deepEqual(await stack.createdResources(), []);
  });
});

describe("the encrypted credentials of Keycloak's administrator", () => {
  const sandbox = useSandbox();
  let workspace: PulumiWorkspace;
  let password: string;

  const pulumi = (...args: readonly string[]): Promise<string> =>
    runEngine(workspace, {
      args: [...args, "--stack", stackName],
      folder: workspace.projectFolder,
      log: "pulumi-encrypted",
    });

  before(async () => {
    workspace = await productWorkspace((await productContext()).context);
    const { keycloakUrl, keycloakAdmin } = sandbox.access;
    password = keycloakAdmin.password;
    await prepareStack(workspace, "product");
    const file = configFile(workspace, "product");
    const values = { url: keycloakUrl, realm: "master", clientId: "admin-cli", ...keycloakAdmin };
    const atPaths = Object.entries(values).map(([key, value]) => [`${credentials}.${key}`, value]);
    await pulumi(...encrypt(Object.fromEntries(atPaths) as Record<string, string>), "--config-file", file);
    const key = `monitoring-sso:${credentials}`;
    const { config } = parse(await readFile(file, "utf8")) as { config: Record<string, object> };
    await sandbox.deploy({ [key]: config[key] });
  });

  it("reach the provider, as secrets of the state", async () => {
    interface State {
      readonly deployment: { readonly resources: readonly { type: string; urn: string; inputs?: object }[] };
    }
    const { deployment } = JSON.parse(await pulumi("stack", "export")) as State;
    const provider = deployment.resources.find(
      ({ type, urn }) => type === "pulumi:providers:keycloak" && urn.endsWith("::keycloak"),
    );
    const inputs = Object.entries(provider?.inputs ?? {}).filter(([, value]) => isEncrypted(value));
    assert.deepEqual(inputs.map(([name]) => name).sort(), ["clientId", "password", "realm", "url", "username"]);
  });

  it("are in clear text in no preview, state or log of the engine", async () => {
    const preview = await pulumi(
      "preview",
      "--json",
      "--show-sames",
      "--config-file",
      configFile(workspace, "product"),
    );
    assert.ok(preview.includes("pulumi:providers:keycloak"));
    assert.ok(!preview.includes(password), "the preview shows the password");
    for (const folder of [workspace.logFolder, join(workspace.clusterFolder, "pulumi-state")]) {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        const file = join(entry.parentPath, entry.name);
        assert.ok(!entry.isFile() || !(await readFile(file, "utf8")).includes(password), `${file} shows the password`);
      }
    }
  });
});

/** The engine's mark of a secret in a state. */
function isEncrypted(value: unknown): boolean {
  const secret = { key: "4dabf18193072939515e22adb298388d", value: "1b47061264138c4ac30d75fd1eb44270" };
  return typeof value === "object" && value !== null && (value as Record<string, unknown>)[secret.key] === secret.value;
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { checkMonitoringSso } from "../../components/stack/prepare";
import { loadStackConfig } from "../../config";
import { type SettingSchema, settingsSchema, stackFileSchema } from "../../config/generated/json-schema";
import { badStacks, stackFileConfig } from "../../testing/stacks/bad-stacks";
import { rawStack } from "./raw-stack";

const root = join(__dirname, "../..");

interface StackFile {
  readonly config: Readonly<Record<string, unknown>>;
}

function stackFile(name: string): StackFile {
  return parse(readFileSync(join(root, name), "utf8")) as StackFile;
}

const stackFiles = readdirSync(root).filter((name) => /^Pulumi\..+\.yaml$/.test(name));
const isStackFile = new Ajv({ allErrors: true, strictTypes: true }).compile(stackFileSchema());

/** Names of all settings, inner ones too. */
function settingNames(schema: SettingSchema): string[] {
  const inner = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [name, ...settingNames(field)]);
  return [...inner, ...(schema.items === undefined ? [] : settingNames(schema.items))];
}

describe("the stacks in this repository", () => {
  it("are a homelab, the sandbox, and an example of every option", () => {
    expect(stackFiles).toEqual(
      expect.arrayContaining(["Pulumi.dev.yaml", "Pulumi.production.yaml", "Pulumi.sandbox.yaml"]),
    );
  });

  describe.each(stackFiles)("%s", (name) => {
    it("is accepted by the loader and by every component", () => {
      const settings = loadStackConfig(rawStack(stackFile(name).config));
      expect(checkMonitoringSso(settings)).toEqual([]);
    });

    it("is accepted by the editors' schema, which its first line names", () => {
      isStackFile(stackFile(name));
      expect(isStackFile.errors ?? []).toEqual([]);
      expect(readFileSync(join(root, name), "utf8")).toMatch(
        /^# yaml-language-server: \$schema=config\/generated\/schema.json\n/,
      );
    });

    it("holds no secret in clear text", () => {
      expect(readFileSync(join(root, name), "utf8")).not.toMatch(/(password|clientSecret): *[^ {\n]/);
    });
  });
});

describe("Pulumi.production.yaml", () => {
  it("shows every setting there is", () => {
    const text = readFileSync(join(root, "Pulumi.production.yaml"), "utf8");
    const missing = settingNames(settingsSchema()).filter((name) => !new RegExp(`\\b${name}:`).test(text));
    expect(missing).toEqual([]);
  });

  it("is still accepted with any of its commented alternatives", () => {
    const alternatives = {
      "monitoring-sso:keycloakAdmin": {
        realm: "example",
        clientId: "pulumi",
        clientSecret: { secure: "v1:xXxXxXxXxXxXxXxX:…" },
        url: "https://keycloak.internal",
        username: "admin",
      },
      "monitoring-sso:charts": { mirror: "oci://registry.example.com/charts" },
      "monitoring-sso:tls": { existing: {} },
      "monitoring-sso:edge": {
        gatewayApi: { gateway: { name: "public", namespace: "traefik", sectionName: "websecure" }, traefik: {} },
      },
    };
    const config = { ...stackFile("Pulumi.production.yaml").config, ...alternatives };
    expect(checkMonitoringSso(loadStackConfig(rawStack(config)))).toEqual([]);
  });
});

describe("the editors' schema", () => {
  it.each(badStacks.map(({ name, settings }) => [name, settings] as const))(
    "fails on a stack with %s",
    (_, settings) => {
      expect(isStackFile({ config: stackFileConfig(settings) })).toBe(false);
    },
  );

  it("accepts settings of providers and of Pulumi, and refuses unknown ones of ours", () => {
    const { config } = stackFile("Pulumi.dev.yaml");
    expect(isStackFile({ config: { ...config, "kubernetes:context": "kind" }, encryptionsalt: "v1:…" })).toBe(true);
    expect(isStackFile({ config: { ...config, "monitoring-sso:hosts": "x" } })).toBe(false);
  });
});

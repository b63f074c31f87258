import * as pulumi from "@pulumi/pulumi";
import { loadStackConfig } from "../../config";
import { checkStackConfig } from "../../config/load";
import { stackSchema } from "../../config/schema";
import { badStacks, expectedError, goodSettings, stackFileConfig } from "../../testing/stacks/bad-stacks";
import { settingWithValue, valuePlaces } from "../../testing/stacks/value-places";
import { everySetting } from "./agreement/settings";
import { stackWith } from "./agreement/stacks";
import { rawStack } from "./raw-stack";

/** The error of a stack that is refused. */
function errorOf(settings: Readonly<Record<string, unknown>>): string {
  try {
    load(settings);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the stack was accepted");
}

function load(settings: Readonly<Record<string, unknown>>) {
  return loadStackConfig(rawStack(stackFileConfig(settings)));
}

describe("loadStackConfig", () => {
  it("returns what the file says, typed", () => {
    expect(load(goodSettings)).toEqual(goodSettings);
  });

  it.each(badStacks.map((stack) => [stack.name, stack] as const))("fails on a stack with %s", (_, stack) => {
    expect(() => load(stack.settings)).toThrow(new Error(expectedError(stack)));
  });

  it("fails with an error that prints without a stack trace", () => {
    expect(() => load({})).toThrow(pulumi.RunError);
  });

  it("reports every problem of every setting at once", () => {
    const settings = { ...goodSettings, host: "a b", edge: {}, keycloakAdmin: { password: "hunter2" } };
    expect(() => load(settings)).toThrow(/^invalid configuration: 3 problems/);
  });

  it("leaves the settings of providers and of other projects to them", () => {
    const config = { ...stackFileConfig(goodSettings), "kubernetes:context": "kind", "other:hosts": { a: 1 } };
    expect(loadStackConfig(rawStack(config))).toEqual(goodSettings);
  });

  it("keeps a host that looks like a number a text", () => {
    expect(load({ ...goodSettings, host: "1e3" }).host).toBe("1e3");
  });

  it("reads the configuration of the running stack", () => {
    const values = rawStack(stackFileConfig(goodSettings)).values;
    pulumi.runtime.setAllConfig({ ...values });
    expect(loadStackConfig()).toEqual(goodSettings);
  });
});

describe("a secret setting", () => {
  const password = { secure: "ciphertext" };

  it("is a secret in the loaded configuration", async () => {
    const { keycloakAdmin } = load({ ...goodSettings, keycloakAdmin: { username: "admin", password } });
    expect(keycloakAdmin?.password).toBeDefined();
    expect(await pulumi.isSecret(keycloakAdmin!.password!)).toBe(true);
  });

  it("is accepted when the running stack says that it is encrypted", () => {
    const { values } = rawStack(stackFileConfig({ ...goodSettings, keycloakAdmin: { username: "admin", password } }));
    pulumi.runtime.setAllConfig({ ...values }, ["monitoring-sso:keycloakAdmin"]);
    expect(loadStackConfig().keycloakAdmin?.username).toBe("admin");
  });

  it("is refused in clear text, without being repeated", () => {
    expect(errorOf({ ...goodSettings, keycloakAdmin: { clientSecret: "hunter2" } })).not.toContain("hunter2");
  });

  it("is not repeated when it has the wrong form", () => {
    const settings = { ...goodSettings, keycloakAdmin: { clientSecret: 12345, username: { secure: "x" } } };
    expect(errorOf(settings)).not.toContain("12345");
  });

  it("hides every value beside it, since the engine marks whole settings", () => {
    const settings = { ...goodSettings, host: "a b", keycloakAdmin: { password, url: "http://hunter2" } };
    const message = [
      "invalid configuration: 2 problems, nothing was created",
      '  monitoring-sso:host = "a b"',
      "    expected a host name in lower case, without scheme, port, path or wildcard",
      "  monitoring-sso:keycloakAdmin.url",
      "    expected an https URL without credentials, query or trailing slash",
    ].join("\n");
    expect(() => load(settings)).toThrow(new Error(message));
  });
});

describe("an error about a setting", () => {
  const wrongValues = [null, 1.5, "", " ", true, [], [null], {}, { unknown: 1 }];

  it.each(everySetting().map(({ path }) => path))("of %s is in our words, whatever the wrong value", (path) => {
    const problems = wrongValues.flatMap((value) => {
      const checked = checkStackConfig(rawStack(stackFileConfig({ ...stackWith(goodSettings, path, value) })));
      return checked.ok ? [] : checked.problems;
    });
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.filter(({ expected }) => /^Invalid|^Too |^Unrecognized/.test(expected))).toEqual([]);
  });
});

describe("an encrypted value", () => {
  const names = Object.keys(stackSchema.shape);
  /** The stack with any value of one setting encrypted: the engine marks the whole setting. */
  const encrypted = (name: string, settings: Readonly<Record<string, unknown>>) => ({
    ...rawStack(stackFileConfig(settings)),
    isSecret: (key: string) => key === `monitoring-sso:${name}`,
  });

  it.each(valuePlaces().map(({ path }) => path))(
    "is not repeated by an error at %s, and refused but in keycloakAdmin",
    (path) => {
      const place = valuePlaces().find((each) => each.path === path)!;
      const { setting } = place;
      const value = settingWithValue(place, { secure: "ciphertext" });
      const stack = rawStack(stackFileConfig({ ...goodSettings, [setting]: value }));
      const checked = checkStackConfig(stack);
      const problems = checked.ok ? [] : checked.problems;
      expect(JSON.stringify(problems)).not.toContain("decrypted");
      const refusals = problems.filter(({ expected }) => expected.startsWith("no encrypted value"));
      expect(refusals.map((problem) => problem.path)).toEqual(setting === "keycloakAdmin" ? [] : [setting]);
    },
  );

  it.each(names.filter((name) => name !== "keycloakAdmin"))("is refused anywhere in %s", (name) => {
    const settings = { [name]: {}, ...goodSettings };
    expect(() => loadStackConfig(encrypted(name, settings))).toThrow(
      `monitoring-sso:${name}\n    expected no encrypted value here or below: it would become plain text in the state`,
    );
  });

  it("is accepted in keycloakAdmin, whose values are all passed on as secrets", () => {
    const settings = { ...goodSettings, keycloakAdmin: { username: "admin" } };
    expect(loadStackConfig(encrypted("keycloakAdmin", settings)).keycloakAdmin).toEqual({ username: "admin" });
  });

  it("is refused in a Helm value, without being repeated", () => {
    const slack = { secure: "ciphertext" };
    const values = { alertmanager: { config: { global: { slack_api_url: slack } } } };
    const message = errorOf({ ...goodSettings, monitoring: { values } });
    expect(message).toContain("monitoring-sso:monitoring\n");
    expect(message).not.toContain("decrypted");
  });

  it("of an unknown setting is not repeated either", () => {
    expect(errorOf({ ...goodSettings, password: { secure: "ciphertext" } })).not.toContain("decrypted");
  });
});

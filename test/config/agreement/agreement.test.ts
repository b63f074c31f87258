import type { MonitoringSsoArgs } from "../../../components";
import type { Problem } from "../../../components/validation/problem";
import { defaultDisagreements, settingsWithoutEffect, undefinedDisagreements } from "./defaults";
import { type Docstring, docstringsOf } from "./docstrings";
import { docstringDisagreements, referenceDisagreements } from "./documentation";
import { accepts, boundsDisagreements, textDisagreements } from "./forms";
import { referenceRows } from "./reference";
import { everySetting, type Setting, withChange } from "./settings";
import { sampleOf } from "./stacks";

const settings = everySetting();
const docstrings = docstringsOf("MonitoringSsoArgs", "components/stack/args.ts");
const rows = referenceRows();

/** One setting only: what creates stacks takes its time. */
function only(path: string, change: Parameters<typeof withChange>[2] = {}): Setting[] {
  return withChange(settings, path, change).filter((setting) => setting.path === path);
}

describe("every setting of the configuration's schema", () => {
  it("is described, and accepts its example", () => {
    expect(settings.filter(({ schema }) => schema.description === undefined)).toEqual([]);
    expect(settings.filter(({ path, schema }) => !accepts(path, sampleOf(schema)))).toEqual([]);
  });

  it("agrees with the argument's type and docstring", () => {
    expect(docstringDisagreements(settings, docstrings)).toEqual([]);
  });

  it("agrees with the reference", () => {
    expect(referenceDisagreements(settings, rows)).toEqual([]);
  });

  it("has the bounds that the component checks", () => {
    expect(boundsDisagreements(settings)).toEqual([]);
  });

  it("accepts the texts that the component accepts", () => {
    expect(textDisagreements(settings)).toEqual([]);
  });

  it("has the default that the components apply", async () => {
    expect(await defaultDisagreements(settings)).toEqual([]);
  }, 60_000);

  it("may be undefined where it may be left out", async () => {
    expect(await undefinedDisagreements(settings)).toEqual([]);
  }, 60_000);

  it("has an effect when its value is not the default", async () => {
    expect(await settingsWithoutEffect(settings)).toEqual([]);
  }, 60_000);
});

describe("a disagreement", () => {
  it("is found between another default in the schema and the docstring, the reference and the components", async () => {
    const changed = withChange(settings, "proxy.replicas", { default: 3 });
    expect(docstringDisagreements(changed, docstrings)).toEqual([
      "proxy.replicas: @default 3 in the schema, 2 elsewhere",
    ]);
    expect(referenceDisagreements(changed, rows)).toEqual(["proxy.replicas: default `3` in the schema, `2` elsewhere"]);
    expect(await defaultDisagreements(only("proxy.replicas", { default: 3 }))).toEqual(["proxy.replicas: 3"]);
  });

  it("is found in a list within a list", () => {
    const changed = withChange(settings, "access.applications[].rules[].paths", { default: ["/a"] });
    expect(docstringDisagreements(changed, docstrings)).toHaveLength(1);
    expect(referenceDisagreements(changed, rows)).toHaveLength(1);
  });

  it("is found where the schema has a value for a default that depends on another setting", async () => {
    const changed = only("proxy.sessionRefresh", { default: "2m", defaultText: undefined });
    expect(await defaultDisagreements(changed)).toEqual(['proxy.sessionRefresh: "2m"']);
    expect(
      docstringDisagreements(withChange(settings, "proxy.sessionRefresh", changed[0]!.schema), docstrings),
    ).toEqual([
      'proxy.sessionRefresh: @default "2m" in the schema, - one minute less than the access token\'s lifespan elsewhere',
    ]);
  });

  it("is found where the schema requires what the argument does not, and the reverse", () => {
    expect(docstringDisagreements(withChange(settings, "access", { isRequired: true }), docstrings)).toEqual([
      "access: required in the schema, optional elsewhere",
    ]);
    expect(docstringDisagreements(withChange(settings, "tls", { isRequired: false }), docstrings)).toEqual([
      "tls: optional in the schema, required elsewhere",
    ]);
  });

  it("is found where one of the two has no such setting", () => {
    const nodes: Docstring = { isRequired: false, text: "" };
    expect(docstringDisagreements(settings, new Map([...docstrings, ["proxy.nodes", nodes]]))).toEqual([
      "proxy.nodes: no setting of the schema",
    ]);
    const fewer = new Map([...docstrings].filter(([path]) => path !== "proxy.contact"));
    expect(docstringDisagreements(settings, fewer)).toEqual(["proxy.contact: no argument"]);
  });

  it("is found between bounds, whichever of the two is wider", () => {
    const lifespan = "keycloak.accessTokenLifespanSeconds";
    expect(boundsDisagreements(only(lifespan, { maximum: 3601 }))).toEqual([
      `${lifespan}: 3601 passes the schema only`,
    ]);
    expect(boundsDisagreements(only(lifespan, { minimum: 61 }))).toEqual([`${lifespan}: 60 passes the component only`]);
    expect(docstringDisagreements(withChange(settings, lifespan, { minimum: 61 }), docstrings)).toContain(
      `${lifespan}: bounds 61 to 3600 in the schema, 60 to 3600 elsewhere`,
    );
  });

  it("is found where a component accepts less or more than the schema", () => {
    const path = "access.applications[].name";
    const shorter = ({ access }: MonitoringSsoArgs): Problem[] =>
      (access?.applications?.[0]?.name.length ?? 0) > 36 ? [{ path: "access.applications[0].name", expected: "" }] : [];
    const found = textDisagreements(only(path), { shape: shorter, everything: shorter });
    expect(found).toContain(`${path}: "${"a".repeat(40)}" passes the schema only`);
    expect(found).toContain(`${path}: "a_b" passes the component only`);
  });

  it("is found where an undefined argument replaces a default", async () => {
    const spread = ({ proxy }: MonitoringSsoArgs): string => String({ replicas: 2, ...proxy }.replicas);
    expect(await undefinedDisagreements(only("proxy.replicas"), spread)).toEqual(["proxy.replicas: 2"]);
  });

  it("is found where a setting changes nothing", async () => {
    const path = "namespace.create";
    expect(await settingsWithoutEffect(only(path, { default: false }))).toEqual([`${path}: false`]);
  });
});

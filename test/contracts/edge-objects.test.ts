import Ajv from "ajv";
import type { EdgeObject } from "../../components/edge/contract";
import { definitionFacts, definitionSources, everyEdgeObject, pinnedVersion } from "./support/edge-definitions";

const facts = definitionFacts();
const ajv = new Ajv({ strict: false, allErrors: true });
const objects = everyEdgeObject().filter(({ kind }) => kind !== "Ingress");

type CustomKind = keyof typeof definitionSources;

/** Why the definition of its kind refuses the spec of an object. */
function errorsOf(kind: CustomKind, spec: unknown): string[] {
  const validate = ajv.compile(facts[kind].spec);
  validate(spec);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
}

const kindOf = (object: EdgeObject): CustomKind => object.kind as CustomKind;

describe("the definitions of the edges' custom resources", () => {
  it.each(Object.entries(definitionSources))(
    "are those of the version of %s in the sandbox's toolchain; scripts/distil-edge-definitions.ts renews them",
    (kind, source) => {
      const { goModule, version } = facts[kind as CustomKind];
      expect(`${goModule} ${version}`).toBe(`${source.goModule} ${pinnedVersion(source)}`);
    },
  );

  it("cover every kind that an edge creates", () => {
    expect(new Set(objects.map(({ kind }) => kind))).toEqual(new Set(Object.keys(definitionSources)));
  });

  it("accept every object, in the version that it has", () => {
    for (const object of objects) {
      const errors = errorsOf(kindOf(object), object.spec);
      expect([object.metadata.name, object.apiVersion, errors]).toEqual([
        object.metadata.name,
        facts[kindOf(object)].apiVersion,
        [],
      ]);
    }
  });

  it("refuse an unknown field at any depth", () => {
    for (const object of objects) {
      const withUnknown = [...addedTo(object.spec)].filter(({ isOpen }) => !isOpen);
      expect(withUnknown.length).toBeGreaterThan(0);
      for (const { spec } of withUnknown) {
        expect(errorsOf(kindOf(object), spec)).toEqual([
          expect.stringContaining("must NOT have additional properties") as string,
        ]);
      }
    }
  });

  it("refuse a value of another type", () => {
    expect(errorsOf("Middleware", { errors: { status: "401" } })).toEqual(["/errors/status must be array"]);
    expect(errorsOf("SecurityPolicy", { authorization: { defaultAction: "deny" } })).toEqual([
      "/authorization/defaultAction must be equal to one of the allowed values",
    ]);
  });
});

/** Copies of a value, each with an unknown field in another object inside it. Maps of headers take any name. */
function* addedTo(value: unknown, key = ""): Generator<{ spec: unknown; isOpen: boolean }> {
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) {
      for (const { spec, isOpen } of addedTo(entry)) {
        yield { spec: value.with(index, spec), isOpen };
      }
    }
  } else if (typeof value === "object" && value !== null) {
    yield { spec: { ...value, misspelt: 1 }, isOpen: ["customRequestHeaders", "customResponseHeaders"].includes(key) };
    for (const [name, inner] of Object.entries(value)) {
      for (const { spec, isOpen } of addedTo(inner, name)) {
        yield { spec: { ...value, [name]: spec }, isOpen };
      }
    }
  }
}

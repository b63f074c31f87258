import type { HelmValues } from "../../../components/helm/values";
import { hasInjection, injectedBy } from "../../../scripts/chart-effects/inject";

/** A chart that inserts one text as it is, and quotes another. */
function render({ plain = "", quoted = "" }: HelmValues): Promise<string> {
  return Promise.resolve(`kind: Pod\nmetadata:\n  name: ${plain as string}\n  label: ${JSON.stringify(quoted)}\n`);
}

describe("injectedBy", () => {
  it("names the accepted values that become another object or field", async () => {
    const { tried, found } = await injectedBy({
      chart: { render },
      paths: ["plain", "quoted"].map((key) => ({ path: [key], value: "" })),
      layered: (values) => values,
      isAccepted: ({ plain = "", quoted = "" }) => typeof plain === "string" && typeof quoted === "string",
      atOnce: 2,
    });
    expect(tried).toBe(12);
    expect(found.map((json) => Object.keys(JSON.parse(json) as object))).toEqual([["plain"], ["plain"]]);
  });

  it("tries no value that is refused", async () => {
    const isAccepted = (): boolean => false;
    const paths = [{ path: ["plain"], value: "" }];
    await expect(
      injectedBy({ chart: { render }, paths, layered: (values) => values, isAccepted, atOnce: 1 }),
    ).resolves.toEqual({ tried: 0, found: [] });
  });
});

describe("hasInjection", () => {
  it("finds objects and fields, not texts", () => {
    expect(hasInjection("kind: Injected")).toBe(true);
    expect(hasInjection("a: [{ b: { injected: true } }]")).toBe(true);
    expect(hasInjection('a: "injected: true"')).toBe(false);
  });
});

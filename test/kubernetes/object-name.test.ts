import fc from "fast-check";
import { objectName } from "../../components/kubernetes/object-name";

describe("objectName", () => {
  it("joins plain parts", () => {
    expect(objectName("sso", "auth", "prometheus-viewer")).toBe("sso-auth-prometheus-viewer");
  });

  it("adds a hash when the parts could be split differently", () => {
    expect(objectName("sso", "my-tool", "denied")).toMatch(/^sso-my-tool-denied-[0-9a-f]{8}$/);
    expect(objectName("sso", "a-b", "c")).not.toBe(objectName("sso", "a", "b-c"));
  });

  it("shortens long names, and keeps names with the same beginning distinct", () => {
    const long = objectName("sso", "auth", `${"x".repeat(80)}1`);
    expect(long).toHaveLength(63);
    expect(long).not.toBe(objectName("sso", "auth", `${"x".repeat(80)}2`));
  });

  it("returns valid names that stay distinct when Traefik replaces every other character by a dash", () => {
    const part = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,30}$/);
    const parts = fc.array(part, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(parts, parts, (left, right) => {
        const [one, other] = [objectName(...left), objectName(...right)];
        expect(one).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(one.length).toBeLessThanOrEqual(63);
        expect(one === other).toBe(JSON.stringify(left) === JSON.stringify(right));
      }),
      { numRuns: 1000 },
    );
  });
});

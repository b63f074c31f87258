import { readYaml } from "../../../scripts/explain/lines";

const text = `config:
  # a comment
  a:b:
    list:
      - name: x
        rules: [{ role: r }, { deny: true }]
      -
        name: y
    shared: &shared { key: 1 }
    again: *shared
`;

describe("the line of a key", () => {
  const { value, lineOf } = readYaml(text, "Pulumi.x.yaml");

  it.each([
    [["config", "a:b"], 3],
    [["config", "a:b", "list", 0], 5],
    [["config", "a:b", "list", 0, "rules", 1], 6],
    [["config", "a:b", "list", 1], 8],
    [["config", "a:b", "again", "key"], 9],
  ])("%j is %d", (path, line) => {
    expect(lineOf(path)).toBe(line);
  });

  it("is unknown for a key that the file does not have", () => {
    expect(lineOf(["config", "a:b", "list", 2])).toBeUndefined();
    expect(lineOf(["config", "c", "d"])).toBeUndefined();
  });

  it("belongs to the value that a YAML parser reads", () => {
    expect(value).toMatchObject({ config: { "a:b": { again: { key: 1 } } } });
  });

  it("is not looked for in a file that is no YAML", () => {
    expect(() => readYaml("config: [", "Pulumi.x.yaml")).toThrow(/^Pulumi\.x\.yaml: /);
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileEdge } from "../../components/edge/compilers";
import { application } from "../access/application-builder";
import { settings } from "./edge-settings";
import { edges, type EdgeUnderTest } from "./edges";

const guide = readFileSync(join(__dirname, "../../docs/guides/protect-an-application.md"), "utf8");

/** Kinds of the edge's objects for some applications with one role each. */
function kindsOf({ choice }: EdgeUnderTest, count: number): string[] {
  const applications = Array.from({ length: count }, (_, index) => {
    const name = `tool-${index}`;
    return application({ name, basePath: `/${name}`, rules: [{ paths: ["/*"], require: { role: `${name}-user` } }] });
  });
  const compiled = compileEdge(choice, applications, settings());
  return compiled.ok ? compiled.value.map(({ kind }) => kind) : [];
}

/** The row of the guide about an edge. */
function documented({ choice: { type } }: EdgeUnderTest): string | undefined {
  return guide.split("\n").find((line) => line.startsWith(`| \`${type}\` `));
}

describe("one more application with one role", () => {
  it.each(edges)("adds to $choice.type the objects that the guide gives a reason for", (edge) => {
    const [before, after] = [kindsOf(edge, 3), kindsOf(edge, 4)];
    const added = [...after];
    for (const kind of before) {
      added.splice(added.indexOf(kind), 1);
    }
    const counted = [...new Set(added)].map((kind) => `${added.filter((each) => each === kind).length} ${kind}`);
    expect(documented(edge)).toContain(`| ${counted.sort().join(", ")} `);
  });
});

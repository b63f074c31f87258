import type { JudgedPin, Verdict } from "../../../scripts/pins/pin";
import { exitCode, summary, table } from "../../../scripts/pins/report";

const judged = (name: string, verdict: Verdict): JudgedPin => ({
  pin: { source: "npm", name, version: "1.0.0", file: "package.json", held: name === "held" ? "a reason" : undefined },
  verdict,
});

const behind = judged("behind", { status: "behind", patch: "1.0.1", newest: "2.0.0" });
const others = [
  judged("current", { status: "current" }),
  judged("newer", { status: "newer", patch: "1.0.0", newest: "2.0.0" }),
  judged("unasked", { status: "unknown", reason: "not asked: no network" }),
  judged("held", { status: "held", patch: "1.0.1", newest: "1.0.1" }),
];

describe("the table of pins", () => {
  it("lists first what needs attention, and what to do about it", () => {
    expect(`\n${table([...others, behind])}\n`).toMatchInlineSnapshot(`
      "
      STATUS   SOURCE  PIN      PINNED  PATCH  NEWEST  NOTE
      behind   npm     behind   1.0.0   1.0.1  2.0.0   change package.json
      held     npm     held     1.0.0   1.0.1  1.0.1   a reason
      unknown  npm     unasked  1.0.0                  not asked: no network
      newer    npm     newer    1.0.0   1.0.0  2.0.0
      current  npm     current  1.0.0
      "
    `);
  });
});

describe("the summary", () => {
  it("counts every status", () => {
    expect(summary([...others, behind])).toBe("1 behind, 1 held, 1 unknown, 1 newer, 1 current");
  });
});

describe("the exit code", () => {
  it("is 1 when a pin is behind by a patch", () => expect(exitCode([...others, behind])).toBe(1));
  it("is 0 for everything else", () => expect(exitCode(others)).toBe(0));
});

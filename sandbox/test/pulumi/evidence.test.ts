import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { evidenceOf } from "../../pulumi/evidence.js";

const outputs = Array.from({ length: 60 }, (_, index) => `  + [${index}]: "role"`);

describe("what an engine's output says of its failure", () => {
  it("is the errors under their heading, whatever is printed after them", () => {
    const text = ["Previewing update:", "Diagnostics:", "  error: too long", "", "Outputs:", ...outputs].join("\n");
    assert.equal(evidenceOf(text), "Diagnostics:\n  error: too long");
  });

  it("is the last lines where there is no such heading", () => {
    assert.equal(evidenceOf(["first", ...outputs].join("\n")), outputs.slice(-40).join("\n"));
  });

  it("leaves out what is no news", () => {
    assert.equal(evidenceOf("@ updating....\n\nerror: plugin x is expected to have version >=2\nfailed"), "failed");
  });
});

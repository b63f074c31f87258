import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { failureExcerpt } from "../../pulumi/failure-excerpt.js";

const outputs = Array.from({ length: 60 }, (_, index) => `  + [${index}]: "role"`);

describe("the excerpt of the engine's output for a failure", () => {
  it("contains the errors under their heading, and nothing that is printed after them", () => {
    const text = ["Previewing update:", "Diagnostics:", "  error: too long", "", "Outputs:", ...outputs].join("\n");
    assert.equal(failureExcerpt(text), "Diagnostics:\n  error: too long");
  });

  it("contains the last lines if there is no such heading", () => {
    assert.equal(failureExcerpt(["first", ...outputs].join("\n")), outputs.slice(-40).join("\n"));
  });

  it("omits lines without information", () => {
    assert.equal(failureExcerpt("@ updating....\n\nerror: plugin x is expected to have version >=2\nfailed"), "failed");
  });
});

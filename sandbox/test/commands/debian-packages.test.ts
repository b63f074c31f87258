import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { missingPackages } from "../../commands/steps/debian-packages.js";

describe("missingPackages", () => {
  it("asks for nothing where every program is there", () => {
    assert.deepEqual(
      missingPackages(() => true, true),
      [],
    );
  });

  it("asks for no containerd where another package brought one", () => {
    const packages = missingPackages((program) => program === "containerd" || program === "runc", false);
    assert.ok(!packages.includes("containerd") && !packages.includes("runc"));
    assert.ok(packages.includes("etcd-server") && packages.includes("containernetworking-plugins"));
  });

  it("asks once for a package of several programs", () => {
    const packages = missingPackages(() => false, true);
    assert.equal(packages.length, new Set(packages).size);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createPackageCount, formatPackageProgress, parsePackages } from "../../toolchain/package-count.js";

const first = parsePackages("fmt \na.b/c a.b/c@v1.0.0\nfirst/main first@\n");
const second = parsePackages("fmt \na.b/c a.b/c@v1.0.0\na.b/d a.b@v1.0.0 => ./copies/a.b@\n");

describe("packages of several builds", () => {
  it("are counted once each", () => {
    const packages = createPackageCount();
    packages.add(first);
    packages.add(second);
    assert.equal(packages.total, 4);
  });

  it("are counted twice if their module has two versions", () => {
    const packages = createPackageCount();
    packages.add(first);
    packages.add(parsePackages("a.b/c a.b/c@v2.0.0"));
    assert.equal(packages.total, 4);
  });

  it("are started for each tool that has them", () => {
    const packages = createPackageCount();
    packages.add(first);
    packages.add(second);
    assert.equal(packages.start(first, "a.b/c"), true);
    assert.deepEqual([packages.started, packages.notStarted(first), packages.notStarted(second)], [1, 2, 2]);
  });

  it("are not started by other lines of go build", () => {
    const packages = createPackageCount();
    packages.add(first);
    assert.equal(packages.start(first, "go: downloading a.b/c v1.0.0"), false);
    assert.equal(packages.start(first, "a.b/d"), false);
    assert.equal(packages.started, 0);
  });

  it("have all been started when the build has ended, those from Go's cache too", () => {
    const packages = createPackageCount();
    packages.add(first);
    packages.end(first);
    assert.equal(packages.started, packages.total);
  });
});

describe("progress", () => {
  it("estimates the rest at the speed so far", () => {
    assert.equal(
      formatPackageProgress({ started: 1000, total: 4000 }, 120),
      "1000 of 4000 packages, 2 min 00 s, about 6 min 00 s left",
    );
  });

  it("has no estimate from a few packages", () => {
    assert.equal(formatPackageProgress({ started: 10, total: 4000 }, 5), "10 of 4000 packages, 5 s");
  });

  it("has no estimate while the last programs are linked", () => {
    assert.equal(formatPackageProgress({ started: 4000, total: 4000 }, 600), "4000 of 4000 packages, 10 min 00 s");
  });
});

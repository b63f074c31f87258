import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mountsBelow, ourCniResults } from "../../cluster/cleanup/files.js";
import { isOurCommandLine } from "../../cluster/cleanup/processes.js";
import { clusterPaths } from "../../cluster/cluster-paths.js";

describe("mountsBelow", () => {
  const mountinfo = [
    "21 1 254:0 / / rw - ext4 /dev/vda rw",
    "30 21 0:30 / /cache/cluster/kubelet rw shared:1 - ext4 /dev/vda rw",
    "31 30 0:31 / /cache/cluster/kubelet/pods/a\\040b rw - tmpfs tmpfs rw",
    "32 21 0:32 / /cache/cluster-of-others/x rw - tmpfs tmpfs rw",
  ].join("\n");

  it("returns the last mounted first, with the kernel's escapes decoded", () => {
    assert.deepEqual(mountsBelow(mountinfo, ["/cache/cluster"]), [
      "/cache/cluster/kubelet/pods/a b",
      "/cache/cluster/kubelet",
    ]);
  });

  it("ignores a folder whose name only begins with the sandbox's", () => {
    assert.ok(!mountsBelow(mountinfo, ["/cache/cluster"]).includes("/cache/cluster-of-others/x"));
  });
});

describe("ourCniResults", () => {
  it("returns the results of the sandbox's network, and the loopback results of the same containers", () => {
    const names = ["monitoring-sso-a1-eth0", "cni-loopback-a1-lo", "podman-b2-eth0", "cni-loopback-b2-lo"];
    assert.deepEqual(ourCniResults(names), ["monitoring-sso-a1-eth0", "cni-loopback-a1-lo"]);
  });
});

describe("isOurCommandLine", () => {
  const paths = clusterPaths("/cache/cluster");

  it("recognizes a shim by the address of the sandbox's containerd", () => {
    const line = ["/usr/bin/containerd-shim-runc-v2", "-namespace", "k8s.io", "-address", paths.containerdSocket];
    assert.ok(isOurCommandLine(paths, line));
  });

  it("recognizes a component by a file in the sandbox's folder", () => {
    assert.ok(isOurCommandLine(paths, ["/opt/bin/kubelet", "--config=/cache/cluster/config/kubelet.yaml"]));
  });

  it("ignores a shim of another containerd", () => {
    const line = ["containerd-shim-runc-v2", "-address", "/run/containerd/containerd.sock"];
    assert.ok(!isOurCommandLine(paths, line));
  });

  it("ignores an editor of one of the sandbox's files", () => {
    assert.ok(!isOurCommandLine(paths, ["vi", "/cache/cluster/config/kubelet.yaml"]));
  });

  it("ignores a component of another cache folder", () => {
    assert.ok(!isOurCommandLine(paths, ["kubelet", "--config=/cache/cluster-2/config/kubelet.yaml"]));
  });
});

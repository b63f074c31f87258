import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fingerprintOf, type LiveObject, objectsOf } from "../../pulumi/state-objects.js";

const stateOf = (...resources: readonly object[]): string => JSON.stringify({ checkpoint: { latest: { resources } } });

describe("the objects of a stack", () => {
  it("are those that it owns, in any namespace or none", () => {
    const state = stateOf(
      { type: "pulumi:pulumi:Stack" },
      { type: "pulumi:providers:kubernetes", id: "1" },
      { type: "random:index/randomPassword:RandomPassword", id: "none" },
      { type: "kubernetes:core/v1:Secret", id: "keycloak/root-ca", external: true, inputs: {} },
      { type: "kubernetes:core/v1:Namespace", id: "monitoring", inputs: { apiVersion: "v1", kind: "Namespace" } },
      {
        type: "kubernetes:traefik.io/v1alpha1:Middleware",
        id: "monitoring/sso-deny",
        inputs: { apiVersion: "traefik.io/v1alpha1", kind: "Middleware" },
      },
    );
    assert.deepEqual(objectsOf(state), [
      { apiVersion: "v1", kind: "Namespace", metadata: { name: "monitoring" } },
      {
        apiVersion: "traefik.io/v1alpha1",
        kind: "Middleware",
        metadata: { name: "sso-deny", namespace: "monitoring" },
      },
    ]);
  });

  it("include the current revision of a Helm release", () => {
    const release = {
      type: "kubernetes:helm.sh/v3:Release",
      id: "monitoring/valkey",
      outputs: { status: { revision: 9 } },
    };
    assert.deepEqual(objectsOf(stateOf(release)), [
      {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "sh.helm.release.v1.valkey.v9", namespace: "monitoring" },
      },
    ]);
  });

  it("are none before the first update", () => {
    assert.deepEqual(objectsOf(JSON.stringify({ checkpoint: {} })), []);
  });
});

describe("the fingerprint of objects", () => {
  const policy: LiveObject = {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "sso-dns", namespace: "monitoring", uid: "1", resourceVersion: "7", managedFields: [] },
    spec: { podSelector: {} },
  };
  const other: LiveObject = { apiVersion: "v1", kind: "Secret", metadata: { name: "a", uid: "2" } };

  it("does not change with status, version or order", () => {
    const later = { ...policy, metadata: { ...policy.metadata, resourceVersion: "8" }, status: { phase: "Active" } };
    assert.equal(fingerprintOf([policy, other]), fingerprintOf([other, later]));
  });

  for (const [change, changed] of [
    ["edited", { ...policy, spec: { podSelector: { matchLabels: { app: "x" } } } }],
    ["labelled", { ...policy, metadata: { ...policy.metadata, labels: { a: "b" } } }],
    ["created again", { ...policy, metadata: { ...policy.metadata, uid: "3" } }],
  ] as const) {
    it(`changes when an object is ${change}`, () => {
      assert.notEqual(fingerprintOf([policy, other]), fingerprintOf([changed, other]));
    });
  }

  it("changes when an object is gone", () => {
    assert.notEqual(fingerprintOf([policy, other]), fingerprintOf([other]));
  });
});

import {
  aclPermissions,
  valkeyConnection,
  type ValkeySettings,
  valkeyValues,
} from "../../components/sessions/valkey-values";

function settings(overrides: Partial<ValkeySettings> = {}): ValkeySettings {
  return {
    namespace: "monitoring",
    rotation: "1",
    password: { secretName: "valkey-credentials", key: "redis-password" },
    tlsSecretName: "valkey-tls",
    ca: { secretName: "valkey-ca", key: "ca.crt" },
    ...overrides,
  };
}

describe("the values of Valkey", () => {
  it("always require a password from a Secret, and TLS", () => {
    expect(valkeyValues(settings())).toMatchObject({
      auth: {
        enabled: true,
        usersExistingSecret: "valkey-credentials",
        aclUsers: { default: { passwordKey: "redis-password" } },
      },
      tls: { enabled: true, existingSecret: "valkey-tls", serverPublicKey: "tls.crt", serverKey: "tls.key" },
    });
  });

  it("allow the proxy's commands, and none that lists, changes or empties the server", () => {
    expect(aclPermissions).toBe(
      "~* resetchannels -@all +auth +hello +ping +get +set +del +exists +eval +evalsha +mget +mset +msetnx +getrange +pexpire",
    );
    expect(valkeyValues(settings())).toMatchObject({
      auth: { aclUsers: { default: { permissions: aclPermissions } } },
    });
  });

  it("keep sessions in memory without storage", () => {
    const values = valkeyValues(settings());
    expect(values).not.toHaveProperty("dataStorage");
    expect(values.valkeyConfig).toBe('maxmemory 64mb\nmaxmemory-policy noeviction\nsave ""\nappendonly no');
  });

  it("keep sessions on a volume of the configured size and class", () => {
    const values = valkeyValues(settings({ storage: { size: "1Gi", storageClassName: "fast" } }));
    expect(values.dataStorage).toEqual({ enabled: true, requestedSize: "1Gi", className: "fast" });
    expect(values.valkeyConfig).toContain("appendonly yes");
    expect(values.deploymentStrategy).toBe("Recreate");
  });

  it("wait for the server, limit it, and keep the API token out of its pod", () => {
    expect(valkeyValues(settings())).toMatchObject({
      readinessProbe: { enabled: true },
      resources: { requests: {}, limits: { memory: "192Mi" } },
      serviceAccount: { automount: false },
    });
  });

  it("omit what the chart would misread", () => {
    const values = valkeyValues(settings());
    expect(values).not.toHaveProperty("networkPolicy");
    expect(values).not.toHaveProperty("service");
    expect(values).not.toHaveProperty("replica");
  });
});

describe("the connection to Valkey", () => {
  it("is TLS to the name in the certificate, with the names of Secrets", () => {
    expect(valkeyConnection(settings({ rotation: "2" }))).toEqual({
      standalone: { url: "rediss://valkey.monitoring.svc.cluster.local:6379" },
      passwordSecret: { name: "valkey-credentials", key: "redis-password" },
      caSecret: { name: "valkey-ca", key: "ca.crt" },
      rotation: "2",
    });
  });
});

import * as api from "../components";

describe("the public API", () => {
  it("exports these values and no others: a change here is a change for everybody who imports the package", () => {
    expect(Object.keys(api).sort()).toEqual([
      "AccessProfile",
      "ApplicationEdge",
      "CaBundleCopy",
      "GrafanaClient",
      "HostCertificate",
      "InternalCertificate",
      "MonitoringSso",
      "MonitoringStack",
      "NetworkPolicies",
      "OAuth2Proxy",
      "ProtectedApplication",
      "ProxyClient",
      "ProxyMode",
      "ServiceAccountClient",
      "ValkeySessionStore",
      "alertmanagerApplication",
      "applicationArgs",
      "decide",
      "explain",
      "httpMethods",
      "monitoringRole",
      "prometheusApplication",
      "requiredRoles",
      "resolveApplication",
    ]);
  });
});

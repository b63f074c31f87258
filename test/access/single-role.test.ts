import { alertmanagerApplication, checkSingleRole, prometheusApplication, singleRole } from "../../components/access";
import { application } from "./application-builder";

const host = "monitoring.example.com";
const builtIn = (profile: "split" | "single-role") => [
  prometheusApplication(profile, { service: { name: "prometheus", port: 9090 }, host, basePath: "/prometheus" }),
  alertmanagerApplication(profile, { service: { name: "alertmanager", port: 9093 }, host, basePath: "/alertmanager" }),
];
const check = (applications: Parameters<typeof checkSingleRole>[0]) =>
  checkSingleRole(applications, host, "proxy.mode");
const named = (applications: Parameters<typeof checkSingleRole>[0]): string[] =>
  check(applications).map(({ expected }) => /unlike "(.*)"/.exec(expected)?.[1] ?? expected);

describe("checkSingleRole", () => {
  it("accepts the profile single-role and returns its role", () => {
    expect(check(builtIn("single-role"))).toEqual([]);
    expect(singleRole(builtIn("single-role"))).toBe("monitoring");
  });

  it("fails for each rule that requires another role or names methods, and says how to fix it", () => {
    const tool = application({
      rules: [
        { paths: ["/a"], require: "deny" },
        { paths: ["/b"], methods: ["GET", "HEAD"], require: "deny" },
        { paths: ["/*"], require: { role: "tool-user" } },
      ],
    });
    expect(named([...builtIn("single-role"), tool])).toEqual([
      "prometheus: /* needs monitoring",
      "alertmanager: /* needs monitoring",
      "tool: GET, HEAD /b is denied",
      "tool: /* needs tool-user",
    ]);
    expect(check([...builtIn("single-role"), tool])[0]).toEqual({
      path: "proxy.mode",
      value: "reverse-proxy",
      expected: 'rules that all require one role and name no methods, unlike "prometheus: /* needs monitoring"',
      fix: 'use rules of one role without methods (profile "single-role"), or proxy.mode "middleware"',
    });
  });

  it("fails for every rule of the profile split that is more than a denial", () => {
    expect(named(builtIn("split"))).toContain("alertmanager: POST /api/v2/silences needs alertmanager-editor");
    expect(named(builtIn("split"))).toHaveLength(6);
  });

  it("fails for an application on another host, since the proxy matches paths on one host only", () => {
    expect(check([application({ host: "tool.example.com" })])).toEqual([
      {
        path: "proxy.mode",
        value: "reverse-proxy",
        expected: `applications on ${host}; tool is on tool.example.com, and the proxy matches paths on one host only`,
        fix: 'serve it under a path, or use proxy.mode "middleware"',
      },
    ]);
  });

  it("fails without any role, since every request would be denied", () => {
    expect(check([application({ rules: [{ paths: ["/*"], require: "deny" }] })])).toEqual([
      expect.objectContaining({ path: "proxy.mode", expected: "a rule that requires a role" }),
    ]);
  });
});

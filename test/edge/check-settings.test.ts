import { checkEdgeSettings } from "../../components/edge/check-settings";
import { settings } from "./edge-settings";

describe("checkEdgeSettings", () => {
  it("accepts valid settings", () => {
    expect(checkEdgeSettings(settings(), "settings.")).toEqual([]);
  });

  it.each([
    ["namespace", settings({ namespace: "Monitoring" })],
    ["host", settings({ host: "https://monitoring.example.com" })],
    ["host", settings({ host: "a`) || Host(`b" })],
    ["proxy.serviceName", settings({ proxy: { serviceName: "", port: 80 } })],
    ["proxy.port", settings({ proxy: { serviceName: "oauth2-proxy", port: 0 } })],
    ["clientId", settings({ clientId: "a,b" })],
    ["clientId", settings({ clientId: "a&allowed_groups=" })],
    ["clientId", settings({ clientId: "" })],
  ])("fails for %s", (key, invalid) => {
    expect(checkEdgeSettings(invalid, "settings.").map(({ path }) => path)).toEqual([`settings.${key}`]);
  });
});

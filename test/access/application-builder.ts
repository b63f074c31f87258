import type { Application } from "../../components/access";

/** An application in which everything is valid; tests override what they are about. */
export function application(overrides: Partial<Application> = {}): Application {
  return {
    name: "tool",
    service: { name: "tool", port: 8080 },
    host: "monitoring.example.com",
    basePath: "/tool",
    apiPaths: ["/api/*"],
    rules: [{ paths: ["/*"], require: { role: "tool-user" } }],
    ...overrides,
  };
}

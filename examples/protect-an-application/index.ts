import * as keycloak from "@pulumi/keycloak";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ProtectedApplication, type SignInArgs } from "monitoring-sso";

async function program(): Promise<Record<string, unknown>> {
  // Where the sign-in is, as the stack of the monitoring says. In one program with it: `signIn` of the `MonitoringSso`.
  const monitoring = new pulumi.StackReference("organization/monitoring-sso/production");
  const { value } = await monitoring.getOutputDetails("signIn");

  const karma = new ProtectedApplication(
    "karma",
    {
      application: {
        name: "karma",
        service: { name: "karma", port: 80 },
        pods: { podLabels: { "app.kubernetes.io/name": "karma" }, port: 8080 },
        rules: [
          { paths: ["/health"], deny: true },
          { methods: ["GET", "HEAD"], role: "karma-viewer" },
          { role: "karma-editor" },
        ],
      },
      sso: value as SignInArgs,
      edge: { traefik: {} },
      groups: [
        { name: "developers", roles: ["karma-viewer"] },
        { name: "operators", roles: ["karma-viewer", "karma-editor"] },
      ],
    },
    {
      providers: {
        kubernetes: new kubernetes.Provider("cluster", { context: "production" }),
        // Account and password from the environment: KEYCLOAK_CLIENT_ID, KEYCLOAK_CLIENT_SECRET.
        keycloak: new keycloak.Provider("keycloak", { url: "https://keycloak.example.com" }),
      },
    },
  );
  return { url: karma.url };
}

export = program;

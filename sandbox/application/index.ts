/**
 * An application that another team deploys beside the product and behind its sign-in. A separate program, which reads the
 * sign-in from the outputs of the product's stack: the use case of `ProtectedApplication`.
 */
import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";
import { ProtectedApplication, type SignInArgs } from "../../components";
import { echoLabels, EchoServer, echoService } from "./echo-server";
import { readSettings } from "./settings";

async function program(): Promise<Record<string, unknown>> {
  const { image, path, rules, apiPaths, users, edge } = readSettings();
  const product = new pulumi.StackReference(`organization/monitoring-sso/${pulumi.getStack()}`);
  const { value: sso } = (await product.getOutputDetails("signIn")) as { value?: SignInArgs };
  if (sso === undefined) {
    throw new Error("stack output signIn is missing: has the product been deployed?");
  }

  // URL and credentials come from the environment, as in a pipeline.
  const provider = new keycloak.Provider("keycloak", { clientId: "admin-cli", clientTimeout: 30 });
  new EchoServer("echo", { image, namespace: sso.namespace, path });
  const application = new ProtectedApplication(
    "echo",
    {
      application: {
        name: "echo",
        service: echoService,
        basePath: path,
        rules,
        ...(apiPaths === undefined ? {} : { apiPaths }),
        pods: { podLabels: echoLabels, port: echoService.port },
      },
      sso,
      edge,
      users,
    },
    { providers: { keycloak: provider } },
  );
  return { url: application.url, roles: application.roles };
}

export = program;

/**
 * An application of somebody's own, deployed by its owners beside the product and behind its sign-in. A program apart from
 * the product's, whose stack it asks where the sign-in is: what `ProtectedApplication` is for.
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
    throw new Error("the product's stack says nothing of its sign-in: is it up?");
  }

  // Address and account come from the environment, as in a pipeline.
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

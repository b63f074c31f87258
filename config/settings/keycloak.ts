import { z } from "zod";
import { block } from "../fields/block";
import { listOf, toggle, wholeNumber } from "../fields/scalars";
import { dnsLabel, httpsUrl, identifier, uuid } from "../fields/formats";
import { roleBindings } from "./role-bindings";
import { secretText, text } from "../fields/text";

/** The Keycloak people sign in at, and what the stack makes in it. */
export const keycloak = block({
  url: httpsUrl("https://keycloak.example.com").meta({
    description: "Address of Keycloak as browsers reach it, without `/realms`.",
  }),
  realm: block({
    name: identifier("homelab").meta({ description: "Name of the realm." }),
    create: toggle()
      .meta({ description: "`true` creates the realm; otherwise it must exist and is left as it is.", default: false })
      .optional(),
    protect: toggle()
      .meta({ description: "Whether a realm that the stack creates is protected from deletion.", default: true })
      .optional(),
  }).meta({ description: "The realm whose people sign in." }),
  clientId: identifier("oauth2-proxy")
    .meta({
      description: "Client id of the proxy; its client roles are the roles of the access rules.",
      default: "oauth2-proxy",
    })
    .optional(),
  adopt: block({
    id: uuid().meta({
      description: "UUID of the client, as in the address of its page in Keycloak's administration; not the client id.",
    }),
    roles: z
      .array(
        block({
          name: identifier("monitoring").meta({ description: "Name of a role the client has already." }),
          id: uuid().meta({ description: "UUID of that role." }),
        }),
        { error: "a list of roles" },
      )
      .meta({ description: "Roles the client has already; without it, every role is created." })
      .optional(),
  })
    .meta({
      description:
        "A client that exists and is taken over: the next update sets it to what this stack says. Without it, an existing client of that id is an error.",
    })
    .optional(),
  accessTokenLifespanSeconds: wholeNumber(60, 3600)
    .meta({
      description: "How long an access token of the client lives, in seconds, 60 to 3600, whatever the realm says.",
      default: 300,
    })
    .optional(),
  rotation: text("2026-01")
    .meta({ description: "Any text; another one makes a new client secret. Nobody is signed out.", default: "1" })
    .optional(),
  ...roleBindings("client roles", "monitoring"),
  serviceAccounts: z
    .array(
      block({
        clientId: dnsLabel("ci").meta({
          description:
            "Client id; the credentials are in the Secret `service-account-<clientId>` of the stack's namespace.",
        }),
        roles: listOf(identifier("prometheus-viewer")).meta({ description: "Client roles the program holds." }),
        rotation: text("2026-01")
          .meta({ description: "Any text; another one makes a new client secret.", default: "1" })
          .optional(),
      }),
      { error: "a list of service accounts" },
    )
    .meta({ description: "Programs, each with a client of its own, and the client roles they hold." })
    .optional(),
});

/** How the program signs in to Keycloak's administration. */
export const keycloakAdmin = block({
  url: httpsUrl("https://keycloak.internal.example.com")
    .meta({ description: "Address of the administration, where it is not that of people; without it, `keycloak.url`." })
    .optional(),
  realm: identifier("master")
    .meta({
      description: "Realm the account lives in. Environment: `KEYCLOAK_REALM`.",
      default: "master",
    })
    .optional(),
  clientId: identifier("pulumi")
    .meta({
      description:
        "Client of the account: one with a service account and the secret below (recommended), or `admin-cli` with a username and a password. Environment: `KEYCLOAK_CLIENT_ID`.",
      default: "admin-cli",
    })
    .optional(),
  clientSecret: secretText("Secret of that client, encrypted. Environment: `KEYCLOAK_CLIENT_SECRET`.").optional(),
  username: text("admin").meta({ description: "Name of an administrator. Environment: `KEYCLOAK_USER`." }).optional(),
  password: secretText("Password of that administrator, encrypted. Environment: `KEYCLOAK_PASSWORD`.").optional(),
});

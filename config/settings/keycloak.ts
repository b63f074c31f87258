import { accessTokenLifespanBounds, keycloakDefaults } from "../../components/keycloak/defaults";
import { block } from "../fields/block";
import { dnsLabel, httpsUrl, identifier, realm as realmName, uuid } from "../fields/formats";
import { anyListOf, listOf } from "../fields/lists";
import { toggle, wholeNumber } from "../fields/scalars";
import { secretText, text } from "../fields/texts";
import { roleBindings } from "./role-bindings";
import { rotation } from "./rotation";

const realm = block({
  name: realmName("homelab").meta({ description: "Name of the realm." }),
  create: toggle()
    .meta({
      description: "`true` creates the realm. Otherwise it must exist, and the stack does not change it.",
      default: keycloakDefaults.realm.create,
    })
    .optional(),
  protect: toggle()
    .meta({
      description: "Protects a realm that the stack creates from deletion.",
      default: keycloakDefaults.realm.protect,
    })
    .optional(),
});

const adoptedRole = block({
  name: identifier("monitoring").meta({ description: "Name of an existing role of the client." }),
  id: uuid("0b7f2c7a-6a43-4b55-8f0e-1d2c3b4a5968").meta({ description: "UUID of the role." }),
});

const adopt = block({
  id: uuid("6f1d3c1e-7a55-4c9e-9d0a-2b8f4f0a9e11").meta({
    description: "UUID of the client, as in the URL of its page in Keycloak's admin console. Not the client id.",
  }),
  roles: anyListOf(adoptedRole, "roles")
    .meta({ description: "Existing roles of the client.", defaultText: "none: every role is created" })
    .optional(),
});

const serviceAccount = block({
  clientId: dnsLabel("ci").meta({
    description: "Client id. The credentials are in the Secret `service-account-<clientId>` of the stack's namespace.",
  }),
  roles: listOf(identifier("prometheus-viewer")).meta({ description: "Client roles of the service account." }),
  rotation: rotation("Changing it generates a new client secret.").optional(),
});

/** Keycloak, and what the stack creates in it. */
export const keycloak = block({
  url: httpsUrl("https://keycloak.example.com").meta({
    description: "Public URL of Keycloak, as browsers use it, without `/realms`.",
  }),
  realm: realm.meta({ description: "Realm of the users." }),
  clientId: identifier("oauth2-proxy")
    .meta({
      description: "Client id of the proxy. Its client roles are the roles of the access rules.",
      default: keycloakDefaults.clientId,
    })
    .optional(),
  adopt: adopt
    .meta({
      description: "An existing client to adopt. The next update changes it to match this configuration.",
      defaultText: "a new client; an existing client with this id is an error",
    })
    .optional(),
  accessTokenLifespanSeconds: wholeNumber(accessTokenLifespanBounds)
    .meta({
      description: "Lifespan of the client's access tokens in seconds, 60 to 3600. It overrides the realm's.",
      default: keycloakDefaults.accessTokenLifespanSeconds,
    })
    .optional(),
  rotation: rotation("Changing it generates a new client secret. Users stay signed in.").optional(),
  ...roleBindings({ role: identifier("monitoring"), kind: "client roles", none: { groups: "none", users: "none" } }),
  serviceAccounts: anyListOf(serviceAccount, "service accounts")
    .meta({
      description: "Service accounts, each with its own client, and their client roles.",
      defaultText: "none",
    })
    .optional(),
});

/** Defaults of the account for the admin API: the client by the program, the realm by the provider. */
export const keycloakAdminDefaults = { realm: "master", clientId: "admin-cli" } as const;

/** How the program authenticates to Keycloak's admin API. */
export const keycloakAdmin = block({
  url: httpsUrl("https://keycloak.internal.example.com")
    .meta({ description: "URL of the admin API, if it differs from the public one.", defaultText: "`keycloak.url`" })
    .optional(),
  realm: realmName("master")
    .meta({
      description: "Realm of the account. Environment: `KEYCLOAK_REALM`.",
      default: keycloakAdminDefaults.realm,
    })
    .optional(),
  clientId: identifier("pulumi")
    .meta({
      description:
        "Client of the account: one with a service account and the secret below (recommended), or `admin-cli` with username and password. Environment: `KEYCLOAK_CLIENT_ID`.",
      default: keycloakAdminDefaults.clientId,
    })
    .optional(),
  clientSecret: secretText("Secret of that client, encrypted. Environment: `KEYCLOAK_CLIENT_SECRET`.").optional(),
  username: text("admin")
    .meta({ description: "Username of an administrator. Environment: `KEYCLOAK_USER`." })
    .optional(),
  password: secretText("Password of that administrator, encrypted. Environment: `KEYCLOAK_PASSWORD`.").optional(),
});

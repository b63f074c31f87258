import { block } from "../fields/block";
import { listOf, oneOf, wholeNumber } from "../fields/scalars";
import { addressRange, goDuration } from "../fields/formats";
import { text } from "../fields/text";

/** The authentication proxy. */
export const proxy = block({
  mode: oneOf(["middleware", "reverse-proxy"])
    .meta({
      description:
        "`middleware`: the edge asks the proxy about each request. `reverse-proxy`: requests flow through the proxy, behind an edge that cannot ask; it needs `access.profile: single-role` and rules that ask for its role.",
      default: "middleware",
    })
    .optional(),
  trustedProxyIps: listOf(addressRange()).meta({
    description:
      "Addresses of the edge's pods: only their `X-Forwarded-*` headers are believed. As narrow as it can be; often the cluster's pod network.",
  }),
  replicas: wholeNumber(1, 100).meta({ description: "How many pods of the proxy run.", default: 2 }).optional(),
  sessionExpire: goDuration("8h")
    .meta({
      description: "How long a sign-in lasts at most, as a Go duration. Not longer than the realm's SSO Session Max.",
      default: "8h",
    })
    .optional(),
  sessionRefresh: goDuration("4m")
    .meta({
      description:
        "How often a session is refreshed at Keycloak, as a Go duration: the longest time a role that was taken away still opens something. Shorter than the access token's lifespan.",
      default: "4m",
    })
    .optional(),
  contact: text("the platform team (platform@example.com)")
    .meta({
      description: "Whom the page for a missing role sends people to, as a phrase.",
      default: "your administrator",
    })
    .optional(),
  rotation: text("2026-01")
    .meta({ description: "Any text; another one makes a new cookie secret and signs everybody out.", default: "1" })
    .optional(),
});

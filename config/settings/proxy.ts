import { proxyDefaults, replicaBounds } from "../../components/proxy/defaults";
import { block } from "../fields/block";
import { addressRange, goDuration } from "../fields/formats";
import { listOf } from "../fields/lists";
import { oneOf, toggle, wholeNumber } from "../fields/scalars";
import { text } from "../fields/texts";
import { rotation } from "./rotation";

/** The authentication proxy. */
export const proxy = block({
  mode: oneOf(["middleware", "reverse-proxy"])
    .meta({
      description:
        "`middleware`: the edge asks the proxy about each request. `reverse-proxy`: requests pass through the proxy, for an edge that cannot ask; needs `access.profile: single-role` and rules that all require its role.",
      default: proxyDefaults.mode,
    })
    .optional(),
  trustedProxyIps: listOf(addressRange("10.244.0.0/16")).meta({
    description:
      "Addresses of the edge's pods: the proxy trusts `X-Forwarded-*` headers from these only. Keep the ranges narrow; the cluster's pod network is common.",
  }),
  replicas: wholeNumber(replicaBounds)
    .meta({ description: "Number of the proxy's pods.", default: proxyDefaults.replicas })
    .optional(),
  sessionExpire: goDuration("6h")
    .meta({
      description:
        "Longest session of a user, at the proxy and in Grafana, as a Go duration. A session that is in use ends at most one `sessionRefresh` later. At most the realm's SSO Session Max.",
      default: proxyDefaults.sessionExpire,
    })
    .optional(),
  sessionRefresh: goDuration("4m")
    .meta({
      description:
        "Interval at which a session is refreshed at Keycloak, as a Go duration: a revoked role stays effective for at most this long. Shorter than the access token's lifespan.",
      defaultText: "one minute less than the access token's lifespan",
    })
    .optional(),
  contact: text("the platform team (platform@example.com)")
    .meta({
      description: "Whom the page about a missing role tells users to contact, as a phrase.",
      default: proxyDefaults.contact,
    })
    .optional(),
  logChecks: toggle()
    .meta({
      description:
        "Whether the proxy logs each request that the edge asks it about, with user, required role and status. Sign-ins, sign-outs and the pages for a missing role are logged anyway.",
      default: proxyDefaults.logChecks,
    })
    .optional(),
  rotation: rotation("Changing it generates a new cookie secret and signs every user out.").optional(),
});

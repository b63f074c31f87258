import { z } from "zod";
import { httpMethods, isPathPattern } from "../../components/access";
import { block } from "../fields/block";
import { formatted, listOf, oneOf, toggle, wholeNumber } from "../fields/scalars";
import { dnsLabel, hostName, identifier } from "../fields/formats";

const pathPattern = formatted({
  expected: 'an exact path ("/api/v1/query") or everything below one ("/api/*")',
  pattern: /^\/[A-Za-z0-9._~/-]*\*?$/,
  isRight: isPathPattern,
  fix: "regular expressions and encoded characters are not accepted",
  examples: ["/api/*"],
});

/** Where an application is served: a path without a slash at its end. */
const basePath = formatted({
  expected: 'a path such as "/karma"',
  pattern: /^(\/[A-Za-z0-9._~-]+)+$/,
  suggest: (value) => `/${value.replace(/^\/+|[/*]+$/g, "")}`,
  examples: ["/karma"],
});

const rule = block({
  paths: listOf(pathPattern)
    .meta({
      description:
        "Paths relative to where the application is served: `/api/v1/query` exactly, `/api/*` with everything below.",
      default: ["/*"],
    })
    .optional(),
  methods: listOf(oneOf(httpMethods))
    .meta({
      description:
        "Request methods the rule speaks of; without it, every method. ingress-nginx cannot match methods: there a rule that names them is an error.",
    })
    .optional(),
  role: identifier("karma-user")
    .meta({ description: "Client role that opens it; the stack creates it. Exactly one of `role` and `deny`." })
    .optional(),
  deny: toggle().meta({ description: "`true`: nobody gets in, whatever their roles." }).optional(),
});

const application = block({
  name: dnsLabel("karma").meta({ description: "Unique in the stack; part of the names of the edge objects." }),
  service: block({
    name: dnsLabel("karma").meta({ description: "Name of its Service in the stack's namespace." }),
    port: wholeNumber(1, 65535).meta({ description: "Port of that Service." }),
  }),
  host: hostName("karma.example.com")
    .meta({
      description:
        "A host of its own, other than the shared one, with its own sign-in, cookie and `/logout`; without it, the shared host. The certificate must cover it.",
    })
    .optional(),
  basePath: basePath
    .meta({
      description:
        "Path it is served under and serves itself under, since edges never rewrite; without it, a slash and the name, or the root of a host of its own.",
    })
    .optional(),
  apiPaths: z
    .array(pathPattern, { error: "a list of paths" })
    .meta({
      description: "Paths that programs call: without a session they answer 401 instead of leading to the sign-in.",
      default: ["/api/*"],
    })
    .optional(),
  rules: listOf(rule).meta({ description: "Tried in order; what no rule matches is denied." }),
  pods: block({
    podLabels: z
      .record(z.string(), z.string({ error: "a text" }), { error: "a block of labels" })
      .meta({ description: "Labels that select its pods." }),
    port: wholeNumber(1, 65535).meta({ description: "Port they listen on, which need not be the Service's." }),
  })
    .meta({
      description:
        "Its pods, for the network policy that lets the edge reach them; without it, they stay closed until a policy of your own opens them.",
    })
    .optional(),
});

/** Who may do what. */
export const access = block({
  profile: oneOf(["split", "single-role"])
    .meta({
      description:
        "Roles of Prometheus and Alertmanager. `split`: viewers read, editors silence, admins administer; needs an edge that matches methods, so not ingress-nginx. `single-role`: the role `monitoring` opens both for every method.",
      default: "split",
    })
    .optional(),
  applications: z
    .array(application, { error: "a list of applications" })
    .meta({ description: "Applications of your own behind the same sign-in." })
    .optional(),
  roles: listOf(identifier("karma-viewer"))
    .meta({
      description:
        "Client roles for applications that are protected elsewhere (`ProtectedApplication`), by programs that may create none: they are made, and the proxy has a page for each.",
    })
    .optional(),
});

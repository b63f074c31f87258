import { httpMethods } from "../../components/access";
import { accessDefaults, accessProfiles, basePath, pathPattern } from "../../components/access/defaults";
import { portBounds } from "../../components/validation/check";
import { block, requireOne } from "../fields/block";
import { appName, hostName, identifier, serviceName } from "../fields/formats";
import { anyListOf, labels, listOf } from "../fields/lists";
import { oneOf, toggle, wholeNumber } from "../fields/scalars";
import { textOf } from "../fields/texts";

const pattern = textOf(pathPattern, {
  example: "/api/*",
  instruction: "regular expressions and encoded characters are not accepted",
});

const ruleFields = block({
  paths: listOf(pattern)
    .meta({
      description: "Paths relative to the base path: `/api/v1/query` exactly, `/api/*` with everything below it.",
      default: [...accessDefaults.paths],
    })
    .optional(),
  methods: listOf(oneOf(httpMethods))
    .meta({
      description:
        "Request methods that the rule matches. ingress-nginx cannot match methods: behind it, a rule with methods is an error.",
      defaultText: "every method",
    })
    .optional(),
  role: identifier("karma-user")
    .meta({
      description: "Client role that allows these requests; the stack creates it. Exactly one of `role` and `deny`.",
    })
    .optional(),
  deny: toggle().meta({ description: "`true` denies these requests to every user." }).optional(),
});

const rule = requireOne(ruleFields, ["role", "deny"]);

const service = block({
  name: serviceName("karma").meta({ description: "Name of the Service." }),
  port: wholeNumber(portBounds).meta({ description: "Port of the Service." }),
});

const pods = block({
  podLabels: labels().meta({ description: "Labels that select the pods." }),
  port: wholeNumber(portBounds).meta({ description: "Port of the pods, which can differ from the Service's." }),
});

const application = block({
  name: appName("karma").meta({ description: "Unique name, which is part of the names of the edge objects." }),
  service: service.meta({ description: "Service of the application in the stack's namespace." }),
  host: hostName("karma.example.com")
    .meta({
      description:
        "Host of its own, with a separate sign-in, cookie and `/logout`. It must differ from the shared host, and the certificate must cover it.",
      defaultText: "the shared host",
    })
    .optional(),
  basePath: textOf(basePath, {
    example: "/karma",
    suggest: (value) => value.replace(/^\/*/, "/").replace(/[/*]+$/, ""),
  })
    .meta({
      description:
        "Path that the application is served under. It must serve itself there, because edges do not rewrite.",
      defaultText: '"/" and the name; with its own host, the root of that host',
    })
    .optional(),
  apiPaths: anyListOf(pattern, "paths")
    .meta({
      description: "Paths for API clients: without a session they receive 401 instead of a redirect to the sign-in.",
      default: [...accessDefaults.apiPaths],
    })
    .optional(),
  rules: listOf(rule).meta({
    description: "The first rule that matches a request decides; a request that no rule matches is denied.",
  }),
  pods: pods
    .meta({
      description:
        "Pods of the application, for the network policy that lets the edge reach them, or the proxy with `proxy.mode: reverse-proxy`.",
      defaultText:
        "no policy: the namespace's default deny keeps them unreachable until a policy of your own admits traffic",
    })
    .optional(),
});

/** Who may do what. */
export const access = block({
  profile: oneOf(accessProfiles)
    .meta({
      description:
        "Access rules of Prometheus and Alertmanager. `split`: viewers read, editors silence, admins administer; needs an edge that matches methods, so not ingress-nginx. `single-role`: the role `monitoring` allows every method.",
      default: accessDefaults.profile,
    })
    .optional(),
  applications: anyListOf(application, "applications")
    .meta({ description: "Your own applications behind the same sign-in.", defaultText: "none" })
    .optional(),
  roles: listOf(identifier("karma-viewer"))
    .meta({
      description:
        "Additional client roles, for applications that other programs protect with `ProtectedApplication`. The stack creates them, and the proxy gets a page for each.",
      defaultText: "none",
    })
    .optional(),
});

import { routeOf } from "../../components/edge/route-of";
import { describeApplication, explainApplication } from "./explain-application";
import type { RequestExplanation } from "./explanation";
import { grafanaHolders } from "./holders";
import type { Request } from "./requests";
import type { Stack } from "./stack-file";

/** What serves the address, and what the rules of an application decide. */
export function explainRequest(stack: Stack, request: Request): RequestExplanation {
  const route = routeOf(stack, request);
  switch (route.type) {
    case "application":
      return { ...request, route: route.type, ...explainApplication(stack, route.application, request) };
    case "pass-through":
      return {
        ...request,
        route: route.type,
        application: describeApplication(route.application),
        holders: grafanaHolders(stack),
      };
    case "unserved-host":
    case "unserved-path":
      return { ...request, route: isKeycloak(stack, request) ? "keycloak" : route.type };
    case "proxy-endpoint":
    case "logout":
      return { ...request, route: route.type };
  }
}

function isKeycloak({ config }: Stack, { host }: Request): boolean {
  return URL.parse(config.keycloak.url)?.hostname === host;
}

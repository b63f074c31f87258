import type { EdgeResponse, ResponsesBySession } from "../../components/edge/behaviour";
import type { RequestExplanation } from "./explanation";
import type { Line } from "./lay-out";
import type { Stack } from "./stack-file";
import { edgeName } from "./words";

/** What the edge responds to a browser and to an API client. */
export function responseLines(stack: Stack, { responses, application }: RequestExplanation): Line[] {
  if (responses === undefined) {
    return [];
  }
  const service = application?.service ?? "";
  const browser = clientLines("browser", responses.browser, service);
  const apiClient = clientLines("API client", responses.apiClient, service);
  const isSame = browser.every(([, text], index) => text === apiClient[index]?.[1]);
  return [
    ["edge", edgeName(stack)],
    ...(isSame ? clientLines("any client", responses.browser, service) : [...browser, ...apiClient]),
  ];
}

function clientLines(
  client: string,
  { withoutSession, withoutRole, withRole }: ResponsesBySession,
  service: string,
): Line[] {
  const [first, second, third] = [withoutSession, withoutRole, withRole].map((response) =>
    responseText(response, service),
  );
  return first === second && second === third
    ? [[client, `${first}, with any session or none`]]
    : [
        [client, `without a session: ${first}`],
        ["", `without the role: ${second}`],
        ["", `with the role: ${third}`],
      ];
}

function responseText(response: EdgeResponse, service: string): string {
  switch (response.type) {
    case "forward":
      return `forwarded to ${service}`;
    case "sign-in-page":
      return `${response.status}, the sign-in page at the same address`;
    case "sign-in-redirect":
      return `${response.status}, a redirect to the sign-in`;
    case "missing-role-page":
      return `${response.status}, a page that names the role`;
    case "refuse":
      return String(response.status);
    case "refuse-path":
      return response.statuses.join(" or ");
  }
}

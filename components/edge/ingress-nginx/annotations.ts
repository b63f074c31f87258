import { signInPath } from "../../proxy-contract/endpoints";
import type { Problem } from "../../validation/problem";
import { authUrl } from "../model/sign-in-endpoints";
import type { EdgeObject, EdgeSettings } from "../contract";
import { authResponseHeaders } from "../model/stripped-headers";

const prefix = "nginx.ingress.kubernetes.io";

type Annotations = Readonly<Record<string, string>>;

/** What every Ingress of ours carries. */
export const tlsAnnotations: Annotations = {
  [`${prefix}/ssl-redirect`]: "true",
  // Also without a certificate of its own: the edge's default one serves the host then.
  [`${prefix}/force-ssl-redirect`]: "true",
  // The answer of the sub-request is read into it, and its default of 4k is less than the headers of a large session.
  [`${prefix}/proxy-buffer-size`]: "16k",
  // A controller that publishes no address would keep Pulumi waiting until its timeout.
  "pulumi.com/skipAwait": "true",
};

/**
 * @param signInHost host whose sign-in a browser without a session is sent to; absent for programs, which get the bare
 * 401. The controller appends where to come back to (`rd`) itself, and rejects one that is encoded.
 */
export function authAnnotations(settings: EdgeSettings, role: string, signInHost: string | undefined): Annotations {
  return {
    ...tlsAnnotations,
    [`${prefix}/auth-url`]: authUrl(settings, role),
    [`${prefix}/auth-response-headers`]: authResponseHeaders.join(","),
    ...(signInHost === undefined ? {} : { [`${prefix}/auth-signin`]: `https://${signInHost}${signInPath}` }),
  };
}

/**
 * Nobody is allowed, twice over: the one address that is allowed belongs to nobody, and since a controller that believes
 * `X-Forwarded-For` could be told it, the sub-request also asks for a role without a name, which Keycloak cannot give.
 */
export function denyAnnotations(settings: EdgeSettings): Annotations {
  return {
    ...tlsAnnotations,
    [`${prefix}/whitelist-source-range`]: "255.255.255.255/32",
    [`${prefix}/auth-url`]: authUrl(settings, ""),
  };
}

/** Answers with a redirect whatever stands behind the path. Temporary: a browser must ask again the next time. */
export function redirectAnnotations(url: string): Annotations {
  return { ...tlsAnnotations, [`${prefix}/temporal-redirect`]: url };
}

/** The controller's own check: a URL that fails it is dropped with a line in the log, the sign-in with it. */
const urlValue = /^[-._~a-zA-Z0-9/:, ?&=$]*$/;

/** @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/annotations/parser/validators.go */
export function checkAnnotations({ metadata }: EdgeObject): Problem[] {
  return ["auth-url", "auth-signin", "temporal-redirect"].flatMap((name) => {
    const annotation = `${prefix}/${name}`;
    const value = metadata.annotations?.[annotation];
    return value === undefined || urlValue.test(value)
      ? []
      : [{ path: `edge.ingressNginx: ${annotation}`, value, expected: "an address that the controller accepts" }];
  });
}

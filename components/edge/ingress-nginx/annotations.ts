import { signInPath } from "../../proxy-contract/endpoints";
import { ProxyMode } from "../../proxy-contract/mode";
import type { Problem } from "../../validation/problem";
import type { EdgeSettings } from "../contract";
import { authUrl, pingUrl } from "../model/sign-in-endpoints";
import { authResponseHeaders, forgedIdentityHeaders } from "../model/stripped-headers";
import type { Ingress } from "./objects";

const prefix = "nginx.ingress.kubernetes.io";

type Annotations = Readonly<Record<string, string>>;

/** Annotations of every Ingress. */
export const tlsAnnotations: Annotations = {
  [`${prefix}/ssl-redirect`]: "true",
  // Also for a host without a Secret: the controller's default certificate serves it.
  [`${prefix}/force-ssl-redirect`]: "true",
  // The controller reads the response of the sub-request into this buffer. The default of 4k is smaller than the headers of
  // a large session.
  [`${prefix}/proxy-buffer-size`]: "16k",
  // Pulumi would wait until its timeout for a controller that publishes no address.
  "pulumi.com/skipAwait": "true",
};

/**
 * @param signInHost host of the sign-in page for a browser without a session; undefined for API paths, which get the plain
 * 401. The controller appends the address to return to (`rd`) itself, and rejects an encoded one.
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
 * Removes the identity that a client claims in front of a pass-through application. The controller replaces headers only by
 * those of a sub-request's response, so it asks the proxy for a response that grants every request and has none of them.
 * Headers that an Ingress could set itself (`configuration-snippet`) are off by default, for they can set anything.
 */
export function passthroughAnnotations(settings: EdgeSettings): Annotations {
  return {
    ...tlsAnnotations,
    [`${prefix}/auth-url`]: pingUrl(settings),
    [`${prefix}/auth-response-headers`]: forgedIdentityHeaders.join(","),
  };
}

/**
 * Denies every request, in two ways. No connection comes from the only address that is allowed. nginx cannot read
 * `255.255.255.255` (`inet_addr` returns it for an error): with that address the controller's webhook refuses the Ingress,
 * and without the webhook nginx reloads for no Ingress of the cluster any more (seen in the 1.11 generation). A client could
 * forge the address where the controller trusts `X-Forwarded-For`, so the sub-request also requires the role with an empty
 * name, which cannot exist in Keycloak. In the mode `reverse-proxy` the proxy behind the path denies it as well.
 */
export function denyAnnotations(settings: EdgeSettings): Annotations {
  return {
    ...tlsAnnotations,
    [`${prefix}/whitelist-source-range`]: "0.0.0.0/32",
    ...(settings.mode === ProxyMode.ReverseProxy ? {} : { [`${prefix}/auth-url`]: authUrl(settings, "") }),
  };
}

/** Redirects every request. The redirect is temporary, so that browsers send each request. */
export function redirectAnnotations(url: string): Annotations {
  return { ...tlsAnnotations, [`${prefix}/temporal-redirect`]: url };
}

/** The controller's own check of a URL. It ignores an annotation that fails, and with it the sign-in, and only logs a line. */
const urlValue = /^[-._~a-zA-Z0-9/:, ?&=$]*$/;

/**
 * Reports URLs that the controller would ignore.
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/annotations/parser/validators.go
 */
export function checkAnnotations({ metadata }: Ingress): Problem[] {
  return ["auth-url", "auth-signin", "temporal-redirect"].flatMap((name) => {
    const annotation = `${prefix}/${name}`;
    const value = metadata.annotations?.[annotation];
    return value === undefined || urlValue.test(value)
      ? []
      : [{ path: `edge.ingressNginx: ${annotation}`, value, expected: "a URL that ingress-nginx accepts" }];
  });
}

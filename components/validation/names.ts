/**
 * The forms of names that end up inside rule strings, annotations, URLs and Kubernetes objects. Each stands here once:
 * two checks that drift apart would let one room accept what another takes for something else.
 */

/** What most Kubernetes objects may be called: RFC 1123 label. */
export const dnsLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** A host in lower case: no wildcard, and no character that could end the string in which an edge's rule holds it. */
export const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/**
 * Clients and roles: what stands in `allowed_groups=role:<client>:<role>` and in an ingress-nginx annotation unescaped. A
 * comma would separate groups there, a colon name another role, `&` begin another parameter.
 */
export const identifier = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

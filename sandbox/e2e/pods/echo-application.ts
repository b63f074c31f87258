import type { AccessRuleArgs, EdgeArgs, UserRoleBindingArgs } from "../../../components/index.js";
import type { HttpAnswer } from "../../http/http-session.js";
import { deployApplication, destroyApplication } from "../../pulumi/index.js";
import { productContext } from "../stacks/product.js";

interface EchoOptions {
  /**
   * Where it is served.
   * @default "/echo"
   */
  readonly path?: string;
  /** Who may do what, as in `access.applications`. Roles that the stack does not make are created. */
  readonly rules: readonly AccessRuleArgs[];
  /** @default ["/api/*"] */
  readonly apiPaths?: readonly string[];
  /**
   * People of the realm who hold created roles. A machine gets in by a role of the stack's.
   * @default - nobody
   */
  readonly users?: readonly UserRoleBindingArgs[];
  /** @default { traefik: {} } */
  readonly edge?: EdgeArgs;
}

/** An application behind the sign-in that answers with the request as it arrived: go-httpbin. */
export interface EchoApplication {
  /** Absolute address of a path within it, exactly as written: `/headers`, `/anything/...`, `/status/404`. */
  url(path: string): string;
  /** Takes it away with its roles and doors; a product that ends before it would leave its state behind. */
  remove(): Promise<void>;
}

/** Brings it up in the product's namespace, with a stack of its own; again with other rules changes what differs. */
export async function bringUpEcho({ path = "/echo", ...options }: EchoOptions): Promise<EchoApplication> {
  const { context } = await productContext();
  const settings: [string, unknown][] = Object.entries({ path, ...options });
  const config = Object.fromEntries(settings.map(([key, value]) => [`sandbox-application:${key}`, value]));
  const remove = (): Promise<void> => destroyApplication(context);
  try {
    const address = await deployApplication(context, { config });
    return { url: (within) => `${address}${within}`, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** What the application saw of a request to `/headers` or `/anything`. */
interface EchoedRequest {
  /** By lower-case name; the values of a name that was sent several times are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** From `/anything` only. */
  readonly method?: string;
  readonly url?: string;
}

/** Reads the echo; fails when the answer is somebody else's. */
export function echoOf({ status, body, url }: HttpAnswer): EchoedRequest {
  if (status !== 200) {
    throw new Error(`${url} answered ${status}: ${body.slice(0, 300)}`);
  }
  const echoed = JSON.parse(body) as { headers: Record<string, string[]>; method?: string; url?: string };
  const headers = Object.entries(echoed.headers).map(([name, values]) => [name.toLowerCase(), values.join(",")]);
  return { ...echoed, headers: Object.fromEntries(headers) as Record<string, string> };
}

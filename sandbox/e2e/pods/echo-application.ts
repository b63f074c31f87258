import type { AccessRuleArgs, EdgeArgs, UserRoleBindingArgs } from "../../../components/index.js";
import type { EdgeAddress, HttpAnswer } from "../../http/http-session.js";
import { deployApplication, destroyApplication } from "../../pulumi/index.js";
import { productContext } from "../stacks/product.js";

interface EchoOptions {
  /**
   * Base path of the application.
   * @default "/echo"
   */
  readonly path?: string;
  /** Access rules, as in `access.applications`. Roles that the stack does not have are created. */
  readonly rules: readonly AccessRuleArgs[];
  /** @default ["/api/*"] */
  readonly apiPaths?: readonly string[];
  /**
   * Users of the realm who hold created roles. Service accounts hold roles of the stack only.
   * @default - nobody
   */
  readonly users?: readonly UserRoleBindingArgs[];
  /** @default { traefik: {} } */
  readonly edge?: EdgeArgs;
  /**
   * Where that edge serves the host.
   * @default - the sandbox's own edge
   */
  readonly address?: EdgeAddress | undefined;
}

/** go-httpbin behind the sign-in: an application that answers with the request as it arrived. */
export interface EchoApplication {
  /** Absolute URL of a path below its base path, exactly as written: `/headers`, `/anything/...`, `/status/404`. */
  url(path: string): string;
  /** Removes it with its roles and routes. Destroying the product first would leave its state behind. */
  remove(): Promise<void>;
}

/** Deploys it to the product's namespace, with a stack of its own. A second call with other rules changes what differs. */
export async function deployEcho({ path = "/echo", address: at, ...options }: EchoOptions): Promise<EchoApplication> {
  const { context } = await productContext();
  const settings: [string, unknown][] = Object.entries({ path, ...options });
  const config = Object.fromEntries(settings.map(([key, value]) => [`sandbox-application:${key}`, value]));
  const remove = (): Promise<void> => destroyApplication(context);
  try {
    const address = await deployApplication(context, { config, edge: at });
    return { url: (within) => `${address}${within}`, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The request to `/headers` or `/anything` as the application received it. */
interface EchoedRequest {
  /** By lower-case name; several values of one name are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** `/anything` only. */
  readonly method?: string;
  readonly url?: string;
}

/** Reads the echo; fails when the answer does not come from the application. */
export function echoOf({ status, body, url }: HttpAnswer): EchoedRequest {
  if (status !== 200) {
    throw new Error(`${url} answered ${status}: ${body.slice(0, 300)}`);
  }
  const echoed = JSON.parse(body) as { headers: Record<string, string[]>; method?: string; url?: string };
  const headers = Object.entries(echoed.headers).map(([name, values]) => [name.toLowerCase(), values.join(",")]);
  return { ...echoed, headers: Object.fromEntries(headers) as Record<string, string> };
}

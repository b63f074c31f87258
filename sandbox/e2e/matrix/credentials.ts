import { decodeJwt } from "jose";
import { type Application, requiredRoles } from "../../../components/access/index.js";
import { visit } from "../../http/sign-in.js";
import { type Identity, serviceAccountClientId } from "../../matrix/identity.js";
import type { Credentials } from "../../matrix/run.js";
import type { MatrixStack } from "../../matrix/stack.js";
import { alteredToken, unsignedToken } from "../attacks/forged-tokens.js";
import type { RunningSandbox, User } from "../stacks/running-sandbox.js";
import { makeToken, waitUntilExpired } from "../users/bearer-tokens.js";
import { serviceAccountToken } from "../users/service-account.js";

type Headers = Readonly<Record<string, string>>;

/** Returns the headers with which an identity authenticates at a host. */
type Credential = (host: string) => Headers | Promise<Headers>;

/** A token is renewed when it expires within this time. */
const renewalMilliseconds = 30_000;

/**
 * The credentials of each identity of the matrix: a cookie for users, a token for the service account, and for the others a
 * token that claims every role of the stack and has one fault.
 */
export async function matrixCredentials(sandbox: RunningSandbox, { applications }: MatrixStack): Promise<Credentials> {
  const roles = requiredRoles(applications);
  const expired = await makeToken(sandbox, { roles, lifespanSeconds: 1 });
  const good = await makeToken(sandbox, { roles });
  const withoutRole = await makeToken(sandbox, { roles: [] });
  const serviceAccount = renewed(() => serviceAccountToken(sandbox, serviceAccountClientId));
  const user = async (name: User): Promise<Credential> => {
    const cookies = await cookiesOf(sandbox, name, applications);
    return (host) => ({ cookie: cookies[host] ?? "" });
  };
  const credentials: Readonly<Record<Identity, Credential>> = {
    none: () => ({}),
    "wrong audience": bearer(await makeToken(sandbox, { roles, audience: "grafana", ofForeignClient: true })),
    "foreign client": bearer(await makeToken(sandbox, { roles, ofForeignClient: true })),
    "other issuer": bearer(await makeToken(sandbox, { roles, realm: "master" })),
    expired: bearer(expired),
    unsigned: bearer(unsignedToken(good)),
    altered: bearer(alteredToken(withoutRole, { resource_access: decodeJwt(good).resource_access })),
    nobody: await user("nobody"),
    viewer: await user("viewer"),
    editor: await user("editor"),
    admin: await user("admin"),
    "service account": async (host) => bearer(await serviceAccount())(host),
  };
  await waitUntilExpired(expired);
  return async (identity, host) => credentials[identity](host);
}

function bearer(token: string): Credential {
  return () => ({ authorization: `Bearer ${token}` });
}

/** The cookies of a user by host: each host has a session of its own. */
async function cookiesOf(
  sandbox: RunningSandbox,
  user: User,
  applications: readonly Application[],
): Promise<Readonly<Record<string, string>>> {
  const session = await sandbox.signedIn(user);
  const cookies: Record<string, string> = {};
  for (const { host, basePath: path } of applications) {
    await visit(session, `https://${host}${path}/`);
    cookies[host] = await session.cookies.getCookieString(`https://${host}/`);
    if (cookies[host] === "") {
      throw new Error(`${user} got no cookie at ${host}`);
    }
  }
  await session.close();
  return cookies;
}

/** Returns the same token until it is about to expire. */
function renewed(fetch: () => Promise<string>): () => Promise<string> {
  let current: Promise<string> | undefined;
  return async () => {
    const token = await (current ??= fetch());
    const { exp = 0 } = decodeJwt(token);
    if (exp * 1000 - Date.now() < renewalMilliseconds) {
      current = undefined;
    }
    return token;
  };
}

import { decodeJwt } from "jose";
import { type Application, requiredRoles } from "../../../components/access/index.js";
import { visit } from "../../http/sign-in.js";
import type { AddedAuthorization } from "../../matrix/authorization.js";
import type { EdgeModel } from "../../matrix/edges/edge-model.js";
import { type Identity, serviceAccountClientId } from "../../matrix/identity.js";
import type { Credential, Credentials } from "../../matrix/run.js";
import type { MatrixStack } from "../../matrix/stack.js";
import { alteredToken, unsignedToken } from "../attacks/forged-tokens.js";
import type { RunningSandbox, User } from "../stacks/running-sandbox.js";
import { makeToken, userTokensOfOtherApplication, waitUntilExpired } from "../users/bearer-tokens.js";
import { serviceAccountToken } from "../users/service-account.js";

/** Returns how an identity authenticates at a host. */
type CredentialAt = (host: string) => Credential | Promise<Credential>;

/** Name of the proxy's session cookie; a long session is in several, with a number at the end. */
const sessionCookie = "__Host-oauth2_proxy";

/** A token is renewed when it expires within this time. */
const renewalMilliseconds = 30_000;

/**
 * The credentials of each identity of the matrix: a cookie for users, a token for the service account, and for the others a
 * token that claims every role of the stack and has one fault.
 */
export async function matrixCredentials(
  sandbox: RunningSandbox,
  stack: MatrixStack,
  { hasSessionWithoutRole }: Pick<EdgeModel, "hasSessionWithoutRole">,
): Promise<Credentials> {
  const { applications, holders } = stack;
  const roles = requiredRoles(applications);
  const expired = await makeToken(sandbox, { roles, lifespanSeconds: 1 });
  const good = await makeToken(sandbox, { roles });
  const withoutRole = await makeToken(sandbox, { roles: [] });
  const ofForeignClient = await makeToken(sandbox, { roles, ofForeignClient: true });
  const serviceAccount = renewed(() => serviceAccountToken(sandbox, serviceAccountClientId));
  const user = async (name: User): Promise<CredentialAt> => {
    const cookies = await cookiesOf(sandbox, name, applications);
    const hasSession = hasSessionWithoutRole || holders[name].length > 0;
    if (Object.values(cookies).some((cookie) => cookie.includes(sessionCookie) !== hasSession)) {
      throw new Error(`expected ${hasSession ? "a" : "no"} session of ${name} on each host`);
    }
    return (host) => ({ cookie: cookies[host] ?? "" });
  };
  const credentials: Readonly<Record<Identity, CredentialAt>> = {
    none: () => ({}),
    "wrong audience": bearer(await makeToken(sandbox, { roles, audience: "grafana", ofForeignClient: true })),
    "foreign client": bearer(ofForeignClient),
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
  const added = await addedValues(sandbox, ofForeignClient);
  await waitUntilExpired(expired);
  return { of: async (identity, host) => credentials[identity](host), added };
}

function bearer(token: string): CredentialAt {
  return () => ({ authorization: `Bearer ${token}` });
}

/** The user with the most roles, at another application: none of the tokens was issued to a client of the stack. */
async function addedValues(
  sandbox: RunningSandbox,
  ofForeignClient: string,
): Promise<Readonly<Record<AddedAuthorization, string>>> {
  const { access, renewed: again, refresh, offline } = await userTokensOfOtherApplication(sandbox, "admin");
  const basic = (user: string, password: string): string =>
    `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  const { username, password } = sandbox.credentials("admin");
  return {
    "token of another client with every role": `Bearer ${ofForeignClient}`,
    "token of another client for an administrator": `Bearer ${access}`,
    "the same, renewed": `Bearer ${again}`,
    "refresh token": `Bearer ${refresh}`,
    "offline token": `Bearer ${offline}`,
    "token of another client as a password": basic("x", ofForeignClient),
    "password of an administrator": basic(username, password),
    "Bearer without a token": "Bearer",
  };
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

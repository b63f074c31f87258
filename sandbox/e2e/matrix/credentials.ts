import { decodeJwt } from "jose";
import { type Application, requiredRoles } from "../../../components/access/index.js";
import { visit } from "../../http/sign-in.js";
import { type Identity, machineClientId } from "../../matrix/identity.js";
import type { Credentials } from "../../matrix/run.js";
import type { MatrixStack } from "../../matrix/stack.js";
import { alteredToken, unsignedToken } from "../attacks/forged-tokens.js";
import type { Person, World } from "../stacks/world.js";
import { makeToken, waitUntilExpired } from "../users/bearer-tokens.js";
import { machineToken } from "../users/service-account.js";

type Headers = Readonly<Record<string, string>>;

/** What is shown to the edge of a host. */
type Credential = (host: string) => Headers | Promise<Headers>;

/** A token is renewed when it has less than this to live. */
const renewalMilliseconds = 30_000;

/**
 * What each identity of the matrix shows: people their cookie, the machine its token, and the others a token that claims
 * every role of the stack and has one fault.
 */
export async function matrixCredentials(world: World, { applications }: MatrixStack): Promise<Credentials> {
  const roles = requiredRoles(applications);
  const expired = await makeToken(world, { roles, lifespanSeconds: 1 });
  const good = await makeToken(world, { roles });
  const withoutRole = await makeToken(world, { roles: [] });
  const machine = renewed(() => machineToken(machineClientId, world));
  const person = async (name: Person): Promise<Credential> => {
    const cookies = await cookiesOf(world, name, applications);
    return (host) => ({ cookie: cookies[host] ?? "" });
  };
  const shown: Readonly<Record<Identity, Credential>> = {
    none: () => ({}),
    "wrong audience": bearer(await makeToken(world, { roles, audience: "grafana" })),
    "other issuer": bearer(await makeToken(world, { roles, realm: "master" })),
    expired: bearer(expired),
    unsigned: bearer(unsignedToken(good)),
    altered: bearer(alteredToken(withoutRole, { resource_access: decodeJwt(good).resource_access })),
    nobody: await person("nobody"),
    viewer: await person("viewer"),
    editor: await person("editor"),
    admin: await person("admin"),
    machine: async (host) => bearer(await machine())(host),
  };
  await waitUntilExpired(expired);
  return async (identity, host) => shown[identity](host);
}

function bearer(token: string): Credential {
  return () => ({ authorization: `Bearer ${token}` });
}

/** A person's cookies by host: each host has a session of its own. */
async function cookiesOf(
  world: World,
  person: Person,
  applications: readonly Application[],
): Promise<Readonly<Record<string, string>>> {
  const session = await world.signedIn(person);
  const cookies: Record<string, string> = {};
  for (const { host, basePath: path } of applications) {
    await visit(session, `https://${host}${path}/`);
    cookies[host] = await session.cookies.getCookieString(`https://${host}/`);
    if (cookies[host] === "") {
      throw new Error(`${person} got no cookie at ${host}`);
    }
  }
  await session.close();
  return cookies;
}

/** Gives the same token to all who ask until its end is near. */
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

import { readAccess, type SandboxAccess } from "../../commands/access.js";
import { HttpSession } from "../../http/http-session.js";
import { type Credentials, signIn } from "../../http/sign-in.js";

/** The people of the sandbox's realm, by what the stack lets them do. */
export type Person = "viewer" | "editor" | "admin" | "nobody";

/** The running sandbox as a test sees it from outside. */
export interface World {
  readonly access: SandboxAccess;
  /**
   * Absolute address of a path on the monitoring host, exactly as written. Where applications have hosts of their own, the
   * first segment of the path says which: `/prometheus/graph` is `/graph` on the host of Prometheus.
   */
  url(path: string): string;
  credentials(person: Person): Credentials;
  /** A browser without a screen that nobody is signed in to. */
  stranger(): HttpSession;
  /** A browser without a screen, signed in at Prometheus. */
  signedIn(person: Person): Promise<HttpSession>;
}

/** @param ownHosts hosts of applications, by their name; the others are on the monitoring host */
export async function theWorld(ownHosts: Readonly<Record<string, string>> = {}): Promise<World> {
  const access = await readAccess();
  const url = (path: string): string => {
    const [, name = "", rest = ""] = /^\/([^/]+)(\/.*)$/.exec(path) ?? [];
    const host = ownHosts[name];
    return host === undefined ? `${access.monitoringUrl}${path}` : `https://${host}${rest}`;
  };
  const credentials = (username: Person): Credentials => {
    const password = access.users[username];
    if (password === undefined) {
      throw new Error(`the sandbox has no user ${username}`);
    }
    return { username, password };
  };
  const stranger = (): HttpSession => new HttpSession(access.caFile);
  return {
    access,
    url,
    credentials,
    stranger,
    signedIn: async (person) => {
      const session = stranger();
      await signIn(session, url("/prometheus/classic/graph"), credentials(person));
      return session;
    },
  };
}

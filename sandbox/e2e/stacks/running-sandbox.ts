import { readAccess, type SandboxAccess } from "../../commands/access.js";
import { HttpSession } from "../../http/http-session.js";
import { type Credentials, signIn } from "../../http/sign-in.js";
import { graphPage } from "../users/requests.js";

/** Users of the sandbox's realm, named after the roles that the stack binds to them. */
export type User = "viewer" | "editor" | "admin" | "nobody";

/** The running sandbox as a client outside of it sees it. */
export interface RunningSandbox {
  readonly access: SandboxAccess;
  /**
   * Absolute URL of a path on the monitoring host, exactly as written. Where applications have hosts of their own, the
   * first segment of the path selects the host: `/prometheus/graph` is `/graph` on the host of Prometheus.
   */
  url(path: string): string;
  credentials(user: User): Credentials;
  /** A new session in which no user is signed in. */
  anonymous(): HttpSession;
  /** A new session in which a user has signed in at Prometheus. */
  signedIn(user: User): Promise<HttpSession>;
}

export interface ConnectOptions {
  /**
   * Hosts that applications have of their own, by application; the others are on the monitoring host.
   * @default - none
   */
  readonly ownHosts?: Readonly<Record<string, string>> | undefined;
  /** @default - a session with the sandbox's own edge */
  readonly openSession?: (caFile: string) => HttpSession;
}

export async function connectToSandbox({
  ownHosts = {},
  openSession = (caFile) => new HttpSession(caFile),
}: ConnectOptions = {}): Promise<RunningSandbox> {
  const access = await readAccess();
  const url = (path: string): string => {
    const [, name = "", rest = ""] = /^\/([^/]+)(\/.*)$/.exec(path) ?? [];
    const host = ownHosts[name];
    return host === undefined ? `${access.monitoringUrl}${path}` : `https://${host}${rest}`;
  };
  const credentials = (username: User): Credentials => {
    const password = access.users[username];
    if (password === undefined) {
      throw new Error(`the sandbox has no user ${username}`);
    }
    return { username, password };
  };
  const anonymous = (): HttpSession => openSession(access.caFile);
  return {
    access,
    url,
    credentials,
    anonymous,
    signedIn: async (user) => {
      const session = anonymous();
      await signIn(session, url(graphPage), credentials(user));
      return session;
    },
  };
}

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { type EdgeAddress, HttpSession } from "../../http/http-session.js";
import { deployProduct, type StackConfig } from "../../pulumi/index.js";
import { type Kubernetes, kubernetes } from "../pods/kubernetes.js";
import { productContext } from "./product.js";
import { connectToSandbox, type RunningSandbox, type User } from "./running-sandbox.js";

export interface SandboxOptions {
  /**
   * Laid over the stack's configuration for these tests.
   * @default - nothing: the product stays as it is deployed
   */
  readonly config?: StackConfig | undefined;
  /**
   * Hosts that applications have of their own with that configuration, by application.
   * @default - none
   */
  readonly ownHosts?: Readonly<Record<string, string>> | undefined;
  /**
   * Users to sign in at Prometheus before the tests.
   * @default - none
   */
  readonly users?: readonly User[];
}

/** The running sandbox, for the hooks and tests of one `describe`. */
export interface SandboxFixture extends RunningSandbox {
  readonly cluster: Kubernetes;
  /** The session of a user who was signed in before the tests. */
  as(user: User): HttpSession;
  /** Signs users in for `as`. */
  signIn(...users: readonly User[]): Promise<void>;
  /** Deploys the product with values laid over its configuration; the sandbox's own comes back after the tests. */
  deploy(config: StackConfig): Promise<void>;
  /** Sends what new sessions request from a host to another edge, behind which `deploy` then expects the product. */
  useEdge(edge: EdgeAddress): void;
}

/**
 * Connects the tests of a `describe` to the running sandbox. Afterwards it closes every session that they opened, and takes
 * back what they changed about the product.
 */
export function useSandbox({ config, ownHosts, users = [] }: SandboxOptions = {}): SandboxFixture {
  let running: RunningSandbox | undefined;
  let edge: EdgeAddress | undefined;
  let isProductChanged = false;
  const sessions: HttpSession[] = [];
  const signedIn: Partial<Record<User, HttpSession>> = {};

  const sandbox = (): RunningSandbox => {
    assert.ok(running, "the sandbox is there for hooks and tests only");
    return running;
  };
  const openSession = (caFile: string): HttpSession => {
    const session = new HttpSession(caFile, { edge });
    sessions.push(session);
    return session;
  };
  const signIn = async (...names: readonly User[]): Promise<void> => {
    for (const name of names) {
      signedIn[name] = await sandbox().signedIn(name);
    }
  };
  const deploy = async (changed: StackConfig): Promise<void> => {
    const { context } = await productContext();
    isProductChanged = true;
    await deployProduct(context, { config: changed, edge });
  };

  before(async () => {
    running = await connectToSandbox({ ownHosts, openSession });
    if (config !== undefined) {
      await deploy(config);
    }
    await signIn(...users);
  });
  after(async () => {
    await Promise.all(sessions.map((session) => session.close()));
    if (isProductChanged) {
      await deployProduct((await productContext()).context);
    }
  });

  return {
    get access() {
      return sandbox().access;
    },
    get cluster() {
      return kubernetes(sandbox().access.kubeconfig);
    },
    url: (path) => sandbox().url(path),
    credentials: (user) => sandbox().credentials(user),
    anonymous: () => sandbox().anonymous(),
    signedIn: (user) => sandbox().signedIn(user),
    as: (user) => {
      const session = signedIn[user];
      assert.ok(session, `${user} is not signed in`);
      return session;
    },
    signIn,
    deploy,
    useEdge: (address) => {
      edge = address;
    },
  };
}

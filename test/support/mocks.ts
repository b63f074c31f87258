import * as pulumi from "@pulumi/pulumi";

/** A resource as the engine would see it. */
export interface RegisteredResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Logical name of the parent; absent for resources at the top of the stack. */
  readonly parent?: string;
  readonly options: pulumi.ResourceOptions;
}

export interface StackRun {
  readonly resources: readonly RegisteredResource[];
  /** The resource with this logical name; fails the test when there is none. */
  resource(name: string): RegisteredResource;
  ofType(type: string): readonly RegisteredResource[];
}

const secretSignature = "4dabf18193072939515e22adb298388d";

/** What the stack of a monitoring elsewhere says of its sign-in. */
const signInOfAnotherStack = {
  issuerUrl: "https://keycloak.example.com/realms/example",
  namespace: "monitoring",
  host: "monitoring.example.com",
  clientId: "oauth2-proxy",
  proxy: { serviceName: "oauth2-proxy", port: 80 },
  certificate: { secretName: "monitoring-tls" },
  edgePods: { namespace: "traefik" },
  roles: ["monitoring", "prometheus-viewer"],
  applications: [{ name: "prometheus", host: "monitoring.example.com", basePath: "/prometheus" }],
  keycloak: { realmId: "example", clientUuid: "uuid-of-the-client" },
};

/** What providers compute, by type token: only what our code reads. */
const computed: Record<string, (name: string, inputs: Record<string, unknown>) => Record<string, unknown>> = {
  "pulumi:pulumi:StackReference": () => ({ outputs: { signIn: signInOfAnotherStack } }),
  "keycloak:openid/client:Client": (name) => ({ serviceAccountUserId: `service-account-of-${name}` }),
  "random:index/randomPassword:RandomPassword": (name) => ({ result: `generated-${name}` }),
  // 32 bytes whose standard base64 holds both characters that differ in base64url.
  "random:index/randomBytes:RandomBytes": () => ({ base64: "+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/8=" }),
  "tls:index/privateKey:PrivateKey": (name) => ({ privateKeyPem: `key of ${name}` }),
  "tls:index/selfSignedCert:SelfSignedCert": (name) => ({ certPem: `certificate of ${name}` }),
  "tls:index/certRequest:CertRequest": (name) => ({ certRequestPem: `request of ${name}` }),
  "tls:index/locallySignedCert:LocallySignedCert": (name) => ({ certPem: `certificate of ${name}` }),
};

const pemOf = (content: string): string =>
  Buffer.from(`-----BEGIN CERTIFICATE-----\n${content}\n-----END CERTIFICATE-----\n`).toString("base64");

/** A Secret that exists already, as reading it by its id shows it: keys as cert-manager names them. */
const existingSecret = { data: { "ca.crt": pemOf("AAAA"), "tls.crt": pemOf("BBBB") } };

/** What look-ups answer, by token. */
const lookups: Record<string, (inputs: Record<string, unknown>) => Record<string, unknown>> = {
  "keycloak:index/getRealm:getRealm": ({ realm }) => ({
    id: realm,
    realm,
    ssoSessionIdleTimeout: "30m0s",
    ssoSessionMaxLifespan: "10h0m0s",
  }),
  // Every name is that of a subgroup of `/a-team` too, which a look-up by name finds first.
  "keycloak:index/getGroup:getGroup": ({ name, groupPath }) => {
    const path = typeof groupPath === "string" ? groupPath : `/a-team/${String(name)}`;
    return { id: `id-of-group-${path}`, path };
  },
  "keycloak:index/getUser:getUser": ({ username }) => ({ id: `id-of-user-${String(username)}`, username }),
};

/**
 * Runs a program against a pretended engine and returns everything it registered, after the last registration ended.
 * With `preview`, computed values are unknown, as they are before the first `pulumi up`.
 */
export async function runStack(
  program: () => unknown,
  { preview = false }: { preview?: boolean } = {},
): Promise<StackRun> {
  const inputsByName = new Map<string, Record<string, unknown>>();
  const resources: { type: string; name: string; options: pulumi.ResourceOptions }[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, id }) => {
        const isRead = type === "kubernetes:core/v1:Secret" && id !== undefined && id !== "";
        if (isRead && !preview) {
          return { id, state: existingSecret };
        }
        const plainInputs = inputs as Record<string, unknown>;
        inputsByName.set(`${type} ${name}`, plainInputs);
        const outputs = preview ? {} : computed[type]?.(name, plainInputs);
        return { id: preview ? undefined : `id-of-${name}`, state: { ...plainInputs, ...outputs } };
      },
      call: ({ token, inputs }) => lookups[token]?.(inputs as Record<string, unknown>) ?? {},
    },
    "monitoring-sso",
    "test",
    preview,
  );
  await withPlainStackTraces(async () => {
    await pulumi.runtime.runInPulumiStack(() => {
      pulumi.runtime.registerStackTransformation(({ type, name, opts }) => {
        resources.push({ type, name, options: opts });
        return undefined;
      });
      return Promise.resolve(program()).then(() => undefined);
    });
    await pulumi.runtime.disconnect();
  });
  const registered = resources.map((resource) => ({
    ...resource,
    inputs: inputsByName.get(`${resource.type} ${resource.name}`) ?? {},
    ...parentOf(resource.options),
  }));
  return {
    resources: registered,
    resource: (name) => {
      const found = registered.find((candidate) => candidate.name === name);
      if (found === undefined) {
        throw new Error(`no resource ${name}; there are: ${registered.map((resource) => resource.name).join(", ")}`);
      }
      return found;
    },
    ofType: (type) => registered.filter((candidate) => candidate.type === type),
  };
}

/**
 * Pulumi reads a stack trace for each of its promises, and Jest maps up to 100 frames of each back to TypeScript: two
 * thirds of a test's time. A trace is formatted when it is read, so an error of the program, which Jest reads later, is
 * still mapped.
 */
async function withPlainStackTraces(action: () => Promise<void>): Promise<void> {
  const jestSettings = { ...Error };
  Error.prepareStackTrace = (error, frames) => [error, ...frames].map(String).join("\n    at ");
  Error.stackTraceLimit = 4;
  try {
    await action();
  } finally {
    Object.assign(Error, jestSettings);
  }
}

function parentOf(options: pulumi.ResourceOptions): { parent?: string } {
  const parent = options.parent as { __name?: string } | undefined;
  return parent?.__name === undefined ? {} : { parent: parent.__name };
}

/** Logical names of the resources that a resource waits for. */
export function dependenciesOf({ options }: RegisteredResource): string[] {
  const dependencies = [options.dependsOn ?? []].flat() as { __name?: string }[];
  return dependencies.map(({ __name }) => __name ?? "not a resource");
}

/** Whether an input reached the engine marked as secret. */
export function isSecretInput(value: unknown): boolean {
  return typeof value === "object" && value !== null && secretSignature in value;
}

/** The value inside a secret input. */
export function revealed(value: unknown): unknown {
  return isSecretInput(value) ? (value as { value: unknown }).value : value;
}

/** Every string anywhere inside a resource's inputs that is not marked secret: where a leak would show. */
export function clearTextOf(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  if (typeof value !== "object" || value === null || isSecretInput(value)) {
    return [];
  }
  return Object.values(value).flatMap(clearTextOf);
}

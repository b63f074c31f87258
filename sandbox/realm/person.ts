import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

export interface PersonArgs {
  realmId: pulumi.Input<string>;
  username: string;
}

/** Somebody with a generated password and a verified address. */
export class Person extends pulumi.ComponentResource {
  public readonly username: pulumi.Output<string>;
  public readonly password: pulumi.Output<string>;

  constructor(name: string, args: PersonArgs, opts?: pulumi.ComponentResourceOptions) {
    super("sandbox:realm:Person", name, args, opts);
    const child = { parent: this };
    const password = new random.RandomPassword(`${name}-password`, { length: 20, special: false }, child);
    const user = new keycloak.User(
      `${name}-user`,
      {
        realmId: args.realmId,
        username: args.username,
        enabled: true,
        email: `${args.username}@homelab.localhost`,
        emailVerified: true,
        // Without them Keycloak asks for a profile at the first sign-in.
        firstName: capitalised(args.username),
        lastName: "Example",
        initialPassword: { value: password.result, temporary: false },
      },
      child,
    );
    this.username = user.username;
    this.password = pulumi.secret(password.result);
    this.registerOutputs({ username: this.username });
  }
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

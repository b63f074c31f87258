import * as keycloak from "@pulumi/keycloak";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

export interface RealmUserArgs {
  realmId: pulumi.Input<string>;
  username: string;
}

/** A user with a generated password and a verified email address. */
export class RealmUser extends pulumi.ComponentResource {
  public readonly username: pulumi.Output<string>;
  public readonly password: pulumi.Output<string>;

  constructor(name: string, args: RealmUserArgs, opts?: pulumi.ComponentResourceOptions) {
    super("sandbox:realm:RealmUser", name, args, opts);
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
        // Without names Keycloak asks for a profile at the first sign-in.
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

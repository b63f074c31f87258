import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { clearTextOf, isSecretInput, revealed, runStack } from "./mocks";

class Part extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Part", name, {});
    const password = new random.RandomPassword(`${name}-password`, { length: 8 }, { parent: this, protect: true });
    new k8s.core.v1.Secret(`${name}-secret`, { stringData: { key: password.result } }, { parent: this });
    this.registerOutputs();
  }
}

describe("the pretended engine", () => {
  it("reports parents and options of what a program registers", async () => {
    const run = await runStack(() => new Part("part"));
    expect(run.resource("part-password")).toMatchObject({ parent: "part", options: { protect: true } });
  });

  it("keeps generated passwords secret and tells them apart from clear text", async () => {
    const run = await runStack(() => new Part("part"));
    const { stringData } = run.resource("part-secret").inputs;
    expect(isSecretInput(stringData)).toBe(true);
    expect(revealed(stringData)).toEqual({ key: "generated-part-password" });
    expect(clearTextOf(run.resource("part-secret").inputs)).not.toContain("generated-part-password");
  });

  it("leaves computed values unknown in a preview", async () => {
    const run = await runStack(() => new Part("part"), { preview: true });
    expect(run.resources.map(({ name }) => name)).toContain("part-secret");
    expect(JSON.stringify(run.resource("part-secret").inputs)).not.toContain("generated-part-password");
  });
});

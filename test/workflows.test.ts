import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import manifest from "../package.json";

const folder = join(__dirname, "../.github/workflows");
const workflows = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")] as const);

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
}

describe.each(workflows)("the workflow %s", (_, text) => {
  const workflow = parse(text) as Workflow;

  it("pins every action by commit, with its release in a comment", () => {
    const uses = [...text.matchAll(/uses: *(.+)/g)].map(([, action]) => action);
    expect(uses.filter((action = "") => !/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
  });

  it("grants read permissions only, unless a job explains why it needs more", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
  });

  it("never runs code of a fork with access to secrets", () => {
    expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
    const usesSecrets = text.includes("secrets.");
    expect(usesSecrets).toBe(text.includes("head.repo.full_name == github.repository"));
  });
});

describe("the preview", () => {
  it("gives no bot's code access to secrets, also when a user updates the bot's pull request", () => {
    const text = readFileSync(join(folder, "preview.yml"), "utf8");
    expect(text).toContain("&& github.event.pull_request.user.type != 'Bot'");
    expect(text).not.toContain("github.actor");
  });

  it("runs the release of the engine that the program depends on", () => {
    const text = readFileSync(join(folder, "preview.yml"), "utf8");
    expect(text).toContain(`pulumi-version: ${manifest.devDependencies["@pulumi/pulumi"]}`);
  });
});

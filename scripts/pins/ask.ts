import { execFile, type ExecFileException } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer, Pin, Source } from "./pin";
import {
  versionsOfChartIndex,
  versionsOfGoList,
  versionsOfMavenMetadata,
  versionsOfNpmView,
  versionsOfPipIndex,
  versionsOfTags,
} from "./read-versions";

/** A question that takes longer is given up. Maven, from nothing, takes half a minute. */
const limitSeconds = 120;

type Ask = (pin: Pin) => Promise<readonly string[]>;

/** @param mavenPlugin the plugin that downloads artifacts, as `group:artifact:version` */
export function createAsk(mavenPlugin: string): (pin: Pin) => Promise<Answer> {
  const sources: Readonly<Record<Source, Ask>> = {
    chart: createChartAsk(),
    go: askGo,
    npm: async ({ name }) => versionsOfNpmView(await run("npm", ["view", name, "versions", "--json"])),
    maven: ({ name }) => askMaven(name, mavenPlugin),
    pypi: async ({ name }) => versionsOfPipIndex(await run("pip3", ["index", "versions", name])),
    action: askGitHub,
    debian: () => Promise.reject(new Error("its suite decides; the sandbox refuses another version when it builds")),
  };
  return async (pin) => {
    try {
      return { versions: await sources[pin.source](pin) };
    } catch (error) {
      return { notAsked: reasonOf(error) };
    }
  };
}

/** Two charts share a repository, whose index has some megabytes. */
function createChartAsk(): Ask {
  const indexes = new Map<string, Promise<string>>();
  return async ({ name, repository = "" }) => {
    const index = indexes.get(repository) ?? download(`${repository.replace(/\/$/, "")}/index.yaml`);
    indexes.set(repository, index);
    return versionsOfChartIndex(await index, name);
  };
}

async function download(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(limitSeconds * 1000) });
  if (!response.ok) {
    throw new Error(`${url} answered ${response.status}`);
  }
  return response.text();
}

async function askGo({ name }: Pin): Promise<string[]> {
  // Outside any module: the answer must not depend on what a go.mod here asks for.
  const env = { GOFLAGS: "-mod=mod", GOTOOLCHAIN: "local", GOWORK: "off" };
  return versionsOfGoList(await run("go", ["list", "-m", "-versions", name], { cwd: tmpdir(), env }));
}

/** Maven writes down what a repository knows of an artifact whenever somebody asks for its newest version. */
async function askMaven(name: string, plugin: string): Promise<string[]> {
  const repository = await mkdtemp(join(tmpdir(), "pins-maven-"));
  try {
    const newest = [`-Dartifact=${name}:LATEST:pom`, "-Dtransitive=false", `-Dmaven.repo.local=${repository}`];
    await run("mvn", ["--batch-mode", "--quiet", `${plugin}:get`, ...newest]);
    const [group = "", id = ""] = name.split(":");
    const folder = join(repository, ...group.split("."), id);
    const files = (await readdir(folder)).filter((file) => /^maven-metadata-.*\.xml$/.test(file));
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
    return texts.flatMap(versionsOfMavenMetadata);
  } finally {
    await rm(repository, { recursive: true, force: true });
  }
}

async function askGitHub({ name }: Pin): Promise<string[]> {
  // Without it, git prompts for a password when a repository is gone.
  const env = { GIT_TERMINAL_PROMPT: "0" };
  return versionsOfTags(await run("git", ["ls-remote", "--tags", `https://github.com/${name}`], { env }));
}

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** @throws the client's failure, in one line */
function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const limits = { timeout: limitSeconds * 1000, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...options.env };
    const child = execFile(command, args, { ...options, ...limits, env }, (error, stdout, stderr) => {
      if (error === null) {
        resolve(stdout);
      } else {
        reject(new Error(failureOf(command, error, `${stderr}\n${stdout}`), { cause: error }));
      }
    });
    child.stdin?.end();
  });
}

function failureOf(command: string, error: ExecFileException, output: string): string {
  if (error.code === "ENOENT") {
    return `there is no ${command} on PATH`;
  }
  if (error.killed === true) {
    return `${command} gave no answer within ${limitSeconds} s`;
  }
  const lines = output.split("\n").map((line) => line.trim());
  return lines.find((line) => /error|fatal|not available|denied|forbidden/i.test(line)) ?? `${command} failed`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  // The message of a failed fetch is "fetch failed"; its cause says why.
  const { cause } = error;
  return error.message === "fetch failed" && cause instanceof Error ? cause.message : error.message;
}

import * as ts from "typescript";
import { parse } from "yaml";
import * as library from "../../components";
import { checkMonitoringSso } from "../../components/stack/prepare";
import { loadStackConfig } from "../../config";
import { rawStack } from "../config/raw-stack";
import { runStack } from "../support/mocks";
import { codeBlocks, markdownFiles, page } from "./markdown-files";

type Config = Readonly<Record<string, unknown>>;

const stackBlocks = markdownFiles.flatMap(({ path, text }) =>
  codeBlocks(text, "yaml")
    .filter((block) => block.startsWith("config:\n"))
    .map((block) => [path, (parse(block) as { config: Config }).config] as const),
);

/** A whole stack, the README's, for the blocks that show a part of one. */
const [readme = {}] = stackBlocks.filter(([path]) => path === "README.md").map(([, config]) => config);

describe("the stack configuration that the documentation shows", () => {
  it("is in the README as a whole stack", () => {
    expect(checkMonitoringSso(loadStackConfig(rawStack(readme)))).toEqual([]);
  });

  it.each(stackBlocks)("is valid in %s", (_path, config) => {
    expect(checkMonitoringSso(loadStackConfig(rawStack({ ...readme, ...config })))).toEqual([]);
  });

  it.each(["traefik", "ingress-nginx", "gateway-api", "envoy-gateway"])("is on the page of the edge %s", (edge) => {
    expect(codeBlocks(page(`docs/edges/${edge}.md`).text, "yaml")).toHaveLength(1);
  });
});

describe("the program that the README shows", () => {
  it("creates the whole stack", async () => {
    const [source = ""] = codeBlocks(page("README.md").text, "ts");
    const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
    const modules: Readonly<Record<string, unknown>> = { "monitoring-sso": library };
    const stack = await runStack(() => {
      // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the README's own text, which nothing else can run
      const program = new Function("exports", "require", outputText) as (...args: unknown[]) => void;
      program({}, (name: string) => modules[name]);
    });
    expect(stack.resource("monitoring").type).toBe("monitoring-sso:index:MonitoringSso");
    expect(stack.resource("monitoring-proxy").type).toBe("monitoring-sso:index:OAuth2Proxy");
  });
});

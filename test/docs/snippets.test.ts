import { parse } from "yaml";
import { checkMonitoringSso } from "../../components/stack/prepare";
import { loadStackConfig } from "../../config";
import { rawStack } from "../config/raw-stack";
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

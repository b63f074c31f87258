import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A row of the reference, as a reader sees it. */
export interface ReferenceRow {
  /** The cell "Default": `required`, a value, a phrase, or nothing. */
  readonly defaultCell: string;
  readonly meaning: string;
}

/** Every setting that the tables of `docs/configuration.md` list, inner settings as `block.setting`. */
export function referenceRows(): ReadonlyMap<string, ReferenceRow> {
  const text = readFileSync(join(__dirname, "../../../docs/configuration.md"), "utf8");
  const sections = text.split(/^### `monitoring-sso:/m).slice(1);
  return new Map(sections.flatMap(rowsOf));
}

function rowsOf(section: string): [string, ReferenceRow][] {
  const [, name = "", required] = /^(\w+)`( \(required\))?/.exec(section) ?? [];
  const [, prose = ""] = /\n\n([^\n]+)/.exec(section) ?? [];
  const [, meaning = "", phrase = ""] = /^(.*?)(?: Default: (.*)\.)?$/.exec(prose) ?? [];
  const rows = section.matchAll(/^\| `([^`]+)` \| (.*)$/gm);
  return [
    [name, { defaultCell: required === undefined ? phrase : "required", meaning }],
    ...[...rows].map(([, path = "", rest = ""]): [string, ReferenceRow] => {
      const [, defaultCell = "", text = ""] = rest.replace(/ ?\|$/, "").split(" | ");
      return [`${name}.${path}`, { defaultCell: defaultCell.trim(), meaning: text.trim() }];
    }),
  ];
}

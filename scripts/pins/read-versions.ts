import { parse } from "yaml";

// What the sources' ordinary clients print, as lists of versions.

/** `go list -m -versions`: the module's name, then its versions; the name alone if it has no release. */
export function versionsOfGoList(output: string): string[] {
  return output.trim().split(/\s+/).slice(1);
}

/** `npm view <name> versions --json`: a list, or a string if there is one version. */
export function versionsOfNpmView(output: string): string[] {
  return [JSON.parse(output) as string | string[]].flat();
}

/** `pip index versions`: a line "Available versions: 1.1.0, 1.0.0". */
export function versionsOfPipIndex(output: string): string[] {
  return /^Available versions: (.+)$/m.exec(output)?.[1]?.split(", ") ?? [];
}

/** `maven-metadata.xml`, as Maven keeps it: one `<version>` a line, and no other element of that name. */
export function versionsOfMavenMetadata(xml: string): string[] {
  return [...xml.matchAll(/<version>([^<]+)<\/version>/g)].map(([, version = ""]) => version);
}

/** `git ls-remote --tags`: a tag that has an object of its own comes twice, the second time with `^{}`. */
export function versionsOfTags(output: string): string[] {
  return [...output.matchAll(/refs\/tags\/(\S+)$/gm)].map(([, tag = ""]) => tag).filter((tag) => !tag.endsWith("^{}"));
}

/** A chart repository's `index.yaml`. */
export function versionsOfChartIndex(yaml: string, chart: string): string[] {
  const { entries } = parse(yaml) as { readonly entries?: Readonly<Record<string, readonly { version: string }[]>> };
  return (entries?.[chart] ?? []).map(({ version }) => version);
}

import * as pulumi from "@pulumi/pulumi";

/** The configuration of a stack as the engine hands it over. */
export interface RawStack {
  /** Every key, those of providers and of the engine too. Texts as they are, anything else as JSON. */
  readonly values: Readonly<Record<string, string>>;
  /** Whether the value of a key, or a part of it, is encrypted in the stack's file. */
  readonly isSecret: (key: string) => boolean;
}

/** The settings of this project, unchecked, by their name without the project's. */
export interface RawSettings {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secretSettings: ReadonlySet<string>;
}

/** Missing in the typings, exported since 2020: nothing public tells an encrypted value from a plain one. */
const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret: (key: string) => boolean };

/** The stack this program runs for. */
export function runningStack(): RawStack {
  return { values: pulumi.runtime.allConfig(), isSecret: isConfigSecret };
}

/**
 * Takes the settings of a project out of a stack's configuration.
 * @param texts the settings that are a text; all others are blocks
 */
export function readSettings(stack: RawStack, project: string, texts: readonly string[]): RawSettings {
  const prefix = `${project}:`;
  const entries = Object.entries(stack.values)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => ({ key, name: key.slice(prefix.length), value }));
  return {
    settings: Object.fromEntries(
      entries.map(({ name, value }) => [name, texts.includes(name) ? value : parsedOrText(value)]),
    ),
    secretSettings: new Set(entries.filter(({ key }) => stack.isSecret(key)).map(({ name }) => name)),
  };
}

/** A text where a block belongs stays a text, for the schema to say so. */
function parsedOrText(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

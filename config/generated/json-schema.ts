import { z } from "zod";
import { projectName, stackSchema } from "../schema";

/** The part of JSON schema that describes settings, as zod writes it. */
export interface SettingSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  /** The default where it is no value but a rule, as a phrase. */
  readonly defaultText?: string;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SettingSchema>>;
  readonly additionalProperties?: boolean | SettingSchema;
  readonly required?: readonly string[];
  readonly items?: SettingSchema;
  readonly writeOnly?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly oneOf?: readonly SettingSchema[];
  readonly not?: SettingSchema;
}

type Override = NonNullable<Parameters<typeof z.toJSONSchema>[1]>["override"];

/** The settings of this project, without the project's name. */
export function settingsSchema(): SettingSchema {
  return jsonSchema(({ jsonSchema: field }) => delete field.hidden);
}

/** The same in keywords that editors know. */
function editorSchema(): SettingSchema {
  return jsonSchema(({ jsonSchema: field }) => {
    const { description, defaultText, writeOnly } = field as SettingSchema;
    delete field.hidden;
    delete field.defaultText;
    if (defaultText !== undefined) {
      field.description = describeDefault({ description, defaultText });
    }
    if (writeOnly === true) {
      Object.assign(field, encrypted);
    }
  });
}

/** The description, with the default where it is no value. */
export function describeDefault({ description = "", defaultText }: SettingSchema): string {
  return defaultText === undefined ? description : `${description} Default: ${defaultText}.`;
}

function jsonSchema(override: Override): SettingSchema {
  // The version that editors' YAML servers know.
  return z.toJSONSchema(stackSchema, { target: "draft-7", io: "input", override }) as SettingSchema;
}

/** What `pulumi config set --secret` writes. */
const encrypted = {
  type: "object",
  properties: { secure: { type: "string", description: "Written by `pulumi config set --secret`." } },
  required: ["secure"],
  additionalProperties: false,
};

/** JSON schema of a whole `Pulumi.<stack>.yaml`, for editors. */
export function stackFileSchema(): object {
  const { properties = {}, required = [] } = editorSchema();
  const prefixed = (name: string): string => `${projectName}:${name}`;
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: `Stack of ${projectName}`,
    description: "Pulumi.<stack>.yaml. Generated from config/ by `npm run docs`; do not edit.",
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: Object.fromEntries(Object.entries(properties).map(([name, schema]) => [prefixed(name), schema])),
        // Settings of providers and of Pulumi itself are theirs to describe.
        patternProperties: { [`^(?!${projectName}:)[^:]+:`]: {} },
        additionalProperties: false,
        required: required.map(prefixed),
      },
      secretsprovider: { type: "string" },
      encryptionsalt: { type: "string" },
      encryptedkey: { type: "string" },
      environment: {},
    },
    additionalProperties: false,
    required: ["config"],
  };
}

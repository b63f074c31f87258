import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { parseAllDocuments } from "yaml";

export interface CustomResourceDefinitionsArgs {
  /** Folder with one sub-folder per source. */
  folder: string;
  /** Sub-folders to install. */
  sources: string[];
}

type Definition = k8s.types.input.apiextensions.v1.CustomResourceDefinition & { metadata: { name: string } };

/** Custom resource definitions of third parties; their objects depend on this component. */
export class CustomResourceDefinitions extends pulumi.ComponentResource {
  constructor(name: string, args: CustomResourceDefinitionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("sandbox:platform:CustomResourceDefinitions", name, args, opts);
    for (const source of args.sources) {
      for (const definition of readDefinitions(join(args.folder, source))) {
        new k8s.apiextensions.v1.CustomResourceDefinition(`${name}-${definition.metadata.name}`, definition, {
          parent: this,
        });
      }
    }
    this.registerOutputs();
  }
}

function readDefinitions(folder: string): Definition[] {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), "utf8")))
    .map((document) => document.toJS() as Definition);
}

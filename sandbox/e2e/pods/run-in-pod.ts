import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { Exec, KubeConfig } from "@kubernetes/client-node";
import { namespace as productNamespace } from "./kubernetes.js";

interface PodCommand {
  /** @default - the product's namespace */
  readonly namespace?: string;
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
  /** Standard input of the command: for secrets, which must not appear in a process list. */
  readonly input?: string;
}

/** Runs a command in a container and returns everything it prints. */
export async function runInPod(
  kubeconfig: string,
  { namespace = productNamespace, pod, container, command, input }: PodCommand,
): Promise<string> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const output = new PassThrough();
  const stdin = input === undefined ? null : new PassThrough();
  const printed = text(output);
  await new Promise<void>((resolve, reject) => {
    new Exec(config)
      .exec(namespace, pod, container, [...command], output, output, stdin, false, () => resolve())
      .catch((error: unknown) => reject(error instanceof Error ? error : new Error(String(error))));
    stdin?.end(input);
  });
  output.end();
  return printed;
}

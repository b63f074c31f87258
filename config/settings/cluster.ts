import { absolutePathFix, chartFolder, chartMirror } from "../../components/helm/defaults";
import { stackDefaults } from "../../components/stack/defaults";
import { atMostOneOf, block } from "../fields/block";
import { dnsLabel } from "../fields/formats";
import { toggle } from "../fields/scalars";
import { text, textOf } from "../fields/texts";

/** The namespace that contains everything the stack creates. */
export const namespace = block({
  name: dnsLabel("monitoring")
    .meta({ description: "Name of the namespace.", default: stackDefaults.namespace.name })
    .optional(),
  create: toggle()
    .meta({
      description: "`false` uses an existing namespace, which should enforce the Pod Security level `restricted`.",
      default: stackDefaults.namespace.create,
    })
    .optional(),
});

/** Where charts come from. */
export const charts = atMostOneOf({
  mirror: textOf(chartMirror, {
    example: "https://charts.example.com",
    suggest: (value) => value.replace(/^http:/, "https:").replace(/\/+$/, ""),
  })
    .meta({ description: "Repository that mirrors the upstream charts under the same names and versions." })
    .optional(),
  folder: textOf(chartFolder, {
    example: "./charts",
    instruction: absolutePathFix,
  })
    .meta({
      description: "Folder that contains one folder per chart, relative to the program: for air-gapped clusters.",
    })
    .optional(),
});

const kubeconfig = {
  pattern: /^[^\n{]+$/,
  expected: "a path of a kubeconfig file",
} as const;

/** The cluster. */
export const kubernetes = block({
  context: text("admin@homelab")
    .meta({ description: "Context of the kubeconfig.", defaultText: "the current context" })
    .optional(),
  kubeconfig: textOf(kubeconfig, {
    example: "./kubeconfig",
    instruction: "its content does not belong in a stack's file",
  })
    .meta({
      description: "Path of the kubeconfig file. Environment: `KUBECONFIG`.",
      default: "~/.kube/config",
      // Its content, pasted by mistake, would contain credentials.
      hidden: true,
    })
    .optional(),
});

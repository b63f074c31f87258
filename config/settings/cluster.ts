import { block, exactlyOne } from "../fields/block";
import { formatted, toggle } from "../fields/scalars";
import { dnsLabel } from "../fields/formats";
import { text } from "../fields/text";

/** The one namespace that holds everything the stack makes. */
export const namespace = block({
  name: dnsLabel("monitoring").meta({ description: "Name of the namespace.", default: "monitoring" }).optional(),
  create: toggle()
    .meta({
      description: "`false` uses a namespace that exists; it should enforce the `restricted` pod security level.",
      default: true,
    })
    .optional(),
});

const repository = formatted({
  expected: 'an address such as "https://charts.example.com" or "oci://registry.example.com/charts"',
  pattern: /^(https|oci):\/\/[^\s@]+[^\s@/]$/,
  suggest: (value) => value.replace(/^http:/, "https:").replace(/\/+$/, ""),
  examples: ["https://charts.example.com"],
});

const folder = formatted({
  expected: 'a folder relative to the program, such as "./charts"',
  pattern: /^[^/~\s]\S*$/,
  fix: "an absolute one shows a change on every other machine",
  examples: ["./charts"],
});

const path = formatted({
  expected: "a path of a kubeconfig file",
  pattern: /^[^\n{]+$/,
  fix: "its content does not belong into a stack's file",
  examples: ["./kubeconfig"],
});

/** Where charts come from. */
export const charts = exactlyOne({
  mirror: repository
    .meta({ description: "Repository that mirrors the upstream charts under the same names and versions." })
    .optional(),
  folder: folder
    .meta({
      description: "Folder with one folder a chart, relative to the program: for clusters without a way out.",
    })
    .optional(),
});

/** Which cluster. */
export const kubernetes = block({
  context: text("admin@homelab")
    .meta({ description: "Context of the kubeconfig; without it, the current one." })
    .optional(),
  kubeconfig: path
    .meta({
      description: "Path of the kubeconfig file. Environment: `KUBECONFIG`.",
      default: "~/.kube/config",
      // Its content, pasted by mistake, would hold credentials.
      hidden: true,
    })
    .optional(),
});

import type { TextForm } from "../validation/names";

/** Repository that mirrors the charts. */
export const chartMirror: TextForm = {
  pattern: /^(https|oci):\/\/[^\s@]+[^\s@/]$/,
  expected: 'a URL such as "https://charts.example.com" or "oci://registry.example.com/charts"',
};

/** Folder of the charts. */
export const chartFolder: TextForm = {
  pattern: /^[^/~\s]\S*$/,
  expected: 'a folder relative to the program, such as "./charts"',
};

/** What is wrong with an absolute folder. */
export const absolutePathFix = "an absolute path would show a change in the preview on every other computer";

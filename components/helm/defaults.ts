import type { TextForm } from "../validation/names";

/** Repository that mirrors the charts. */
export const chartMirror: TextForm = {
  pattern: /^(https|oci):\/\/[^\s@]+[^\s@/]$/,
  expected: 'a URL such as "https://charts.example.com" or "oci://registry.example.com/charts"',
};

/** Folder of the charts. An absolute path would show a change in the preview of every other computer. */
export const chartFolder: TextForm = {
  pattern: /^[^/~\s]\S*$/,
  expected: 'a folder relative to the program, such as "./charts"',
};

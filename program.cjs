"use strict";
/**
 * What Pulumi starts: bundles `index.ts` in memory and runs it. Pulumi's own way, ts-node, checks the types of the whole
 * program in each preview, which takes longer than the preview itself. esbuild only removes them, in every run, so that no
 * build can be stale. `npm test` checks the types, and so do the checks of every pull request.
 */
const { enableCompileCache, SourceMap } = require("node:module");
const { join } = require("node:path");
const { buildSync } = require("esbuild");

// V8 compiles the SDKs once instead of in each run. Where the folder cannot be written, it compiles them again.
enableCompileCache(join(__dirname, "node_modules/.cache/v8"));

const file = join(__dirname, "index.js");
const { outputFiles } = buildSync({
  entryPoints: [join(__dirname, "index.ts")],
  outfile: file,
  write: false,
  bundle: true,
  packages: "external",
  platform: "node",
  target: `node${process.versions.node}`,
  sourcemap: "external",
  sourcesContent: false,
});
const [map, bundle] = [".js.map", ".js"].map((ending) => outputFiles.find(({ path }) => path.endsWith(ending)).text);

let sourceMap;

/** A line of a stack trace. Lines of this program name the TypeScript file. */
function positionOf(frame) {
  if (frame.getFileName() !== file) {
    return frame.toString();
  }
  sourceMap ??= new SourceMap(JSON.parse(map));
  const { fileName, lineNumber, columnNumber } = sourceMap.findOrigin(frame.getLineNumber(), frame.getColumnNumber());
  return fileName === undefined
    ? frame.toString()
    : `${frame.getFunctionName() ?? "<anonymous>"} (${join(__dirname, fileName)}:${lineNumber}:${columnNumber})`;
}

// The SDK takes several stack traces for each resource. Its own formatter maps every line of them, those of the SDK too, which
// takes a quarter of the time of a preview.
Error.prepareStackTrace = (error, frames) => [String(error), ...frames.map(positionOf)].join("\n    at ");

module._compile(bundle, file);

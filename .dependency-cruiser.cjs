/** Modules that every module of `components/` may import: models and tools, without components. */
const sharedModules = "access|helm|kubernetes|proxy-contract|validation";
/** Modules that connect the components of others. */
const facadeModules = "protected-application|stack";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      comment: "no file imports itself through others, not even for a type",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "modules-meet-in-contracts",
      comment:
        "modules share only their vocabulary (types, contract, defaults, urls, args); a facade connects their components",
      severity: "error",
      from: { path: "^components/([^/]+)/", pathNot: `^components/(${facadeModules})/` },
      to: {
        path: "^components/[^/]+/",
        pathNot: ["^components/$1/", `^components/(${sharedModules})/`, "/(types|contract|defaults|urls|args)\\.ts$"],
      },
    },
    {
      name: "facades-in-one-direction",
      comment: "the stack uses `protected-application`, not the reverse",
      severity: "error",
      from: { path: "^components/protected-application/" },
      to: { path: "^components/stack/" },
    },
    {
      name: "components-stand-alone",
      comment: "components know neither tests, sandbox nor configuration",
      severity: "error",
      from: { path: "^components/" },
      to: { pathNot: ["^components/", "^versions\\.ts$"], dependencyTypes: ["local"] },
    },
    {
      name: "configuration-stands-on-components",
      comment: "the configuration knows neither tests nor sandbox",
      severity: "error",
      from: { path: "^config/" },
      to: { path: "^(bench|sandbox|scripts|test|testing)/" },
    },
    {
      name: "tests-share-by-testing",
      comment: "what the sandbox shares with the unit tests is in `testing/`, which knows neither",
      severity: "error",
      from: { path: "^(sandbox|testing)/" },
      to: { path: "^test/" },
    },
    {
      name: "testing-knows-no-sandbox",
      comment: "the unit tests import `testing/` too",
      severity: "error",
      from: { path: "^testing/" },
      to: { path: "^sandbox/" },
    },
    {
      name: "harness-knows-no-tests",
      comment: "tests use the sandbox; the sandbox knows no test",
      severity: "error",
      from: { path: "^sandbox/", pathNot: "^sandbox/(e2e|test)/" },
      to: { path: "^sandbox/(e2e|test)/" },
    },
    {
      name: "benchmarks-measure-from-outside",
      comment: "benchmarks use the sandbox and its clients; nothing knows a benchmark",
      severity: "error",
      from: { pathNot: "^bench/" },
      to: { path: "^bench/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};

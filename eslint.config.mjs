import js from "@eslint/js";
import pulumi from "@pulumi/eslint-plugin";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

/** Modules that every module of `components/` may import: models and tools, without components. */
const sharedModules = ["access", "helm", "kubernetes", "proxy-contract", "validation"];
/** Modules with components. Of each other they import only `types.ts` and `contract.ts`. */
const componentModules = ["edge", "keycloak", "monitoring", "network", "proxy", "sessions", "tls"];
/** Modules that connect the components of others; `stack` may use `protected-application`, not the reverse. */
const facadeModules = ["protected-application", "stack"];

const depths = [1, 2, 3, 4];
const filesAt = (folder, depth) => `${folder}/${"*/".repeat(depth - 1)}*.ts`;
const up = (depth) => "\\.\\./".repeat(depth);
const forbidImports = (...patterns) => ({ "no-restricted-imports": ["error", { patterns }] });

/** What a file in `components/<module>`, `depth` folders below `components`, must not import. */
function moduleBoundary(module, depth) {
  const components = facadeModules.includes(module) ? [] : [...componentModules, "protected-application"];
  const foreign = [...components, "stack"].filter((other) => other !== module);
  return {
    files: [filesAt(`components/${module}`, depth)],
    rules: forbidImports(
      {
        regex: `^${up(depth)}(${foreign.join("|") || "(?!)"})/(?!(types|contract|defaults|urls|args)$)`,
        message: "modules share only their vocabulary (types, contract, defaults, urls, args); a facade connects their components",
      },
      {
        regex: `^${up(depth + 1)}(config|sandbox|scripts|test|testing)/`,
        message: "components know neither tests, sandbox nor configuration",
      },
    ),
  };
}

const moduleBoundaries = [...sharedModules, ...componentModules, ...facadeModules].flatMap((module) =>
  depths.map((depth) => moduleBoundary(module, depth)),
);

const sandboxBoundaries = depths.flatMap((depth) => {
  const unitTests = {
    regex: `^${up(depth)}test/`,
    message: "what the sandbox shares with the unit tests is in `testing/`",
  };
  const endToEndTests = { regex: "/e2e/", message: "tests use the harness; the harness knows no tests" };
  return [
    { files: [filesAt("sandbox", depth)], rules: forbidImports(unitTests, endToEndTests) },
    { files: [filesAt("sandbox/e2e", depth)], rules: forbidImports({ ...unitTests, regex: `^${up(depth + 1)}test/` }) },
  ];
});

const testingBoundary = {
  files: ["testing/**/*.ts"],
  rules: forbidImports({
    regex: "^(\\.\\./)+(sandbox|test)/",
    message: "`testing/` serves the unit tests and the sandbox and knows neither",
  }),
};

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", ".build/", "sandbox/charts/", "examples/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.recommendedTypeChecked],
    plugins: { "@pulumi": pulumi },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      complexity: ["error", 10],
      "max-depth": ["error", 3],
      "max-params": ["error", 4],
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "@pulumi/no-output-in-template-literal": "error",
      "@pulumi/no-output-instance-in-template-literal": "off",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/explicit-function-return-type": ["error", { allowExpressions: true }],
    },
  },
  {
    // A test file's `describe` is one function of any length.
    files: ["**/*.ts"],
    ignores: ["test/**", "sandbox/e2e/**", "sandbox/test/**"],
    rules: { "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }] },
  },
  ...moduleBoundaries,
  ...sandboxBoundaries,
  testingBoundary,
  {
    // A Pulumi resource is created for its effect; node:test's `it` returns a promise that the runner awaits.
    files: ["test/**/*.ts", "sandbox/**/*.ts"],
    rules: {
      "@typescript-eslint/no-floating-promises": "off",
      "@typescript-eslint/explicit-function-return-type": "off",
    },
  },
  {
    files: ["**/*.js", "**/*.mjs"],
    languageOptions: { globals: { module: "writable", require: "readonly", process: "readonly", console: "readonly" } },
  },
  prettier,
  // After `prettier`, which switches it off: with "all" the two agree.
  { rules: { curly: ["error", "all"] } },
);

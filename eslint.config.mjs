import js from "@eslint/js";
import pulumi from "@pulumi/eslint-plugin";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

/** Modules meet through small interfaces that the facade passes along, never through each other's components. */
const componentModules = ["keycloak", "tls", "sessions", "proxy", "monitoring", "edge", "network"];

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
  ...componentModules.map((module) => ({
    files: [`components/${module}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: `^\\.\\./(?!${module}/|access/)(${componentModules.join("|")})/(?!(types|contract)$)`,
              message: "modules share only their `types.ts` interfaces; the facade connects components",
            },
            { regex: "^(\\.\\./)+(test|sandbox|config)/", message: "components know neither tests, sandbox nor configuration" },
          ],
        },
      ],
    },
  })),
  {
    // A Pulumi resource is created for its effect; node:test's `it` returns a promise that the runner awaits.
    files: ["test/**/*.ts", "sandbox/**/*.ts"],
    rules: {
      "@typescript-eslint/no-floating-promises": "off",
      "@typescript-eslint/explicit-function-return-type": "off",
    },
  },
  {
    files: ["sandbox/**/*.ts"],
    ignores: ["sandbox/e2e/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ regex: "/e2e/", message: "tests use the harness; the harness knows no tests" }] },
      ],
    },
  },
  {
    files: ["**/*.js", "**/*.mjs"],
    languageOptions: { globals: { module: "writable", require: "readonly", process: "readonly", console: "readonly" } },
  },
  prettier,
);

import js from "@eslint/js";
import pulumi from "@pulumi/eslint-plugin";
import prettier from "eslint-config-prettier";
import importSort from "eslint-plugin-simple-import-sort";
import tseslint from "typescript-eslint";

// What may import what is in .dependency-cruiser.cjs; dead code and unused dependencies in knip.json.
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
    ignores: ["test/**", "sandbox/e2e/**", "sandbox/test/**", "bench/test/**"],
    rules: { "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }] },
  },
  {
    // A Pulumi resource is created for its effect; node:test's `it` returns a promise that the runner awaits.
    files: ["test/**/*.ts", "sandbox/**/*.ts", "bench/test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-floating-promises": "off",
      "@typescript-eslint/explicit-function-return-type": "off",
    },
  },
  {
    // One program checks all types, so Jest's globals look defined here too; these tests import theirs from `node:test`.
    files: ["sandbox/**/*.ts", "bench/**/*.ts"],
    rules: {
      "no-restricted-globals": ["error", "afterAll", "beforeAll", "describe", "expect", "it", "jest", "test"],
    },
  },
  {
    files: ["**/*.js", "**/*.cjs", "**/*.mjs"],
    languageOptions: {
      globals: {
        __dirname: "readonly",
        console: "readonly",
        module: "writable",
        process: "readonly",
        require: "readonly",
      },
    },
  },
  prettier,
  {
    // One block: packages, then files from the farthest folder to the nearest.
    plugins: { "import-sort": importSort },
    rules: {
      "import-sort/imports": ["error", { groups: [["^\\u0000", "^node:", "^@?\\w", "^\\.\\.", "^\\."]] }],
      "import-sort/exports": "error",
    },
  },
  // After `prettier`, which switches it off: with "all" the two agree.
  { rules: { curly: ["error", "all"] } },
);

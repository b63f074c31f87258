/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  // Pulumi keeps its engine connection in an AsyncLocalStorage that Jest 30 would otherwise delete between files.
  testEnvironmentOptions: { globalsCleanup: "off" },
  roots: ["<rootDir>/test"],
  reporters: ["default", "<rootDir>/test/support/skipped-tests-reporter.js"],
  testMatch: ["**/*.test.ts"],
  transform: { "^.+\\.ts$": ["ts-jest", { tsconfig: "<rootDir>/tsconfig.json", diagnostics: false }] },
};

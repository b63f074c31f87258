const { relative } = require("node:path");

/**
 * Prints which tests were skipped and how to run them, after everything else. Only tests of the real oauth2-proxy may be
 * skipped, and where `CI` is set none may: the run fails.
 */
module.exports = class SkippedTestsReporter {
  constructor({ rootDir }) {
    this.rootDir = rootDir;
  }

  onRunComplete(_contexts, { testResults, numPendingTests }) {
    // A run with a filter for names skips what does not match.
    if (numPendingTests === 0 || process.argv.some((argument) => /^(-t|--testNamePattern)/.test(argument))) {
      return;
    }
    const files = testResults
      .filter((result) => result.numPendingTests > 0)
      .map((result) => `  ${relative(this.rootDir, result.testFilePath)}: ${result.numPendingTests}`);
    const lines = [
      `\nskipped ${numPendingTests} tests, because this machine has no oauth2-proxy:`,
      ...files.toSorted(),
      "next: npm run sandbox -- build oauth2-proxy (needs Go, takes about 2 minutes), then npm test",
    ];
    if (process.env.CI) {
      this.error = new Error("failed: where CI is set, no test may be skipped");
      lines.push(this.error.message);
    }
    process.once("exit", () => console.log(lines.join("\n")));
  }

  getLastError() {
    return this.error;
  }
};

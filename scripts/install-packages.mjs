// Installs the npm packages when they are missing or older than the lock file, so that `npm test` and
// `npm run sandbox` each work right after a clone. Plain JavaScript without dependencies: it runs before any exist.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const stamp = join(root, "node_modules", ".monitoring-sso-lock");
const lockHash = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lockHash) {
  console.log("installing npm packages (about a minute, once per package-lock.json)");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) {
    console.error("npm ci failed: see the lines above, then run the same command again");
    process.exit(status ?? 1);
  }
  writeFileSync(stamp, lockHash);
}

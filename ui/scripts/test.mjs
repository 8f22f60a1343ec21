// Checks types against the contract, style and unit tests of the user interface; the report lies where those of the
// other modules do.
import { spawnSync } from "node:child_process";

const CONTRACT = "../server/src/main/resources/dev/heddle/server/openapi.yaml";

for (const args of [
  ["openapi-typescript", CONTRACT, "-o", "src/api/schema.d.ts", "--silent"],
  ["tsc", "--noEmit"],
  ["eslint", "--max-warnings=0", "."],
  ["prettier", "--check", "--log-level=warn", "."],
  [
    "vitest",
    "run",
    "--reporter=default",
    "--reporter=junit",
    "--outputFile.junit=target/surefire-reports/TEST-ui.xml",
  ],
]) {
  const { status } = spawnSync("npx", args, { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) process.exit(status ?? 1);
}

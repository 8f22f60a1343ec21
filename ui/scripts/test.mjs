// Checks types against the contract, style and format, and runs the unit tests of the user interface, all at once; the
// reports lie where those of the other modules do. With the argument "true" what is wrong stands only there, as with
// Maven's maven.test.failure.ignore, so that the modules above are tested all the same.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const CONTRACT = "../server/src/main/resources/dev/heddle/server/openapi.yaml";
const REPORTS = "target/surefire-reports";
const UNITS = join(REPORTS, "TEST-ui.xml");

/** Whether a program was content, and what it said. */
function run(program, ...args) {
  return new Promise((resolve) => {
    execFile(join("node_modules/.bin", program), args, { maxBuffer: 1 << 26 }, (error, out, err) =>
      resolve({ good: !error, said: `${out}${err}${error?.code === "ENOENT" ? error : ""}` }),
    );
  });
}

const escape = (text) =>
  text.replace(/[\u0000-\u0008\u000b-\u001f]/g, "").replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`);

function report(checks) {
  const cases = checks.map(({ name, good, said }) => {
    const why = good ? "" : `<failure message="${escape(said.slice(0, 200))}">${escape(said)}</failure>`;
    return `<testcase classname="ui" name="${name}" time="0">\n${why}\n</testcase>`;
  });
  const failures = checks.filter(({ good }) => !good).length;
  writeFileSync(
    join(REPORTS, "TEST-ui-checks.xml"),
    `<testsuite name="ui checks" tests="${checks.length}" errors="0" skipped="0" failures="${failures}">\n${cases.join("\n")}\n</testsuite>\n`,
  );
}

mkdirSync(REPORTS, { recursive: true });
rmSync(UNITS, { force: true });
const contract = await run("openapi-typescript", CONTRACT, "-o", "src/api/schema.d.ts", "--silent");
const [types, style, format, units] = await Promise.all([
  run("tsc", "--noEmit"),
  run("eslint", "--max-warnings=0", "."),
  run("prettier", "--check", "--log-level=warn", "."),
  run("vitest", "run", "--reporter=default", "--reporter=junit", `--outputFile.junit=${UNITS}`),
]);
report([
  { name: "the contract is readable", ...contract },
  { name: "types fit", ...types },
  { name: "style is kept", ...style },
  { name: "all is formatted, else: npx prettier --write .", ...format },
  { name: "unit tests ran", ...units, good: existsSync(UNITS) },
]);
for (const { good, said } of [contract, types, style, format, units]) {
  if (!good) console.error(said);
}
const allGood = [contract, types, style, format, units].every(({ good }) => good);
process.exit(allGood || process.argv[2] === "true" ? 0 : 1);

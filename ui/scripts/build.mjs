// Builds the user interface into target/classes unless what it is made of is what it was.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const INPUTS = [
  "package-lock.json",
  "package.json",
  "vite.config.ts",
  "tsconfig.json",
  "postcss.config.cjs",
  "index.html",
  "scripts",
  "src",
];
const BUILT = "target/classes/dev/heddle/ui/index.html";

function* files(path) {
  const entry = readdirSync(".", { withFileTypes: true }).find((each) => each.name === path);
  if (entry?.isFile()) yield path;
  else {
    for (const each of readdirSync(path, { withFileTypes: true, recursive: true })) {
      if (each.isFile() && each.name !== "schema.d.ts") yield join(each.parentPath, each.name);
    }
  }
}

function fingerprint(paths) {
  const hash = createHash("sha256");
  for (const path of [...paths].sort()) hash.update(path).update("\0").update(readFileSync(path));
  return hash.digest("hex");
}

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (error) {
    console.error(
      `The user interface cannot be built: ${command} does not start (${error.code}). Install Node 20 or newer.`,
    );
    process.exit(1);
  }
  if (status !== 0) process.exit(status ?? 1);
}

function unless(stamp, value, exists, work) {
  const path = join("target", stamp);
  if (exists() && existsSync(path) && readFileSync(path, "utf8") === value) return;
  work();
  mkdirSync("target", { recursive: true });
  writeFileSync(path, value);
}

unless(
  "packages.sha256",
  fingerprint(["package-lock.json"]),
  () => existsSync("node_modules"),
  () => run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"),
);
unless(
  "ui.sha256",
  fingerprint([...INPUTS.flatMap((each) => [...files(each)])]),
  () => existsSync(BUILT),
  () => {
    run("npx", "vite", "build", "--logLevel", "warn");
  },
);

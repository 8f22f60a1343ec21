import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, type Page, test } from "@playwright/test";
import { ended } from "./api";

const run = promisify(execFile);
// How heddle is started here: the tests of the build say it, by hand it is the script of the sources.
const HEDDLE = process.env.HEDDLE_CLI ?? `HEDDLE_BUILD=off ${resolve("..", "heddle")}`;

/** What the button beside a command puts into the clipboard. */
async function copied(page: Page, view: string): Promise<string> {
  await page.getByText(view, { exact: true }).click();
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

test("what is copied from the form runs in a shell", async ({ page, context, request }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/ui/workflows/e2e.greet?tab=start");
  const name = `Ada "it's $HOME" 17`;
  await page.getByLabel(/^name/).fill(name);
  await page.getByLabel(/^Label/).fill("copied out");
  const directory = mkdtempSync(join(tmpdir(), "heddle-e2e-"));
  try {
    writeFileSync(join(directory, "heddle"), `#!/bin/sh\n${HEDDLE} "$@"\n`, { mode: 0o755 });
    const shell = {
      cwd: directory,
      env: { ...process.env, PATH: `${directory}:${process.env.PATH}`, HEDDLE_HOME: directory },
    };
    const { stdout } = await run("sh", ["-c", await copied(page, "Command")], shell);
    expect(stdout).toContain("completed");
    expect(stdout).toContain(JSON.stringify(`Hello ${name}`));

    const answer = await run("sh", ["-c", await copied(page, "curl")], shell);
    const { data } = JSON.parse(answer.stdout) as { data: { id: string; trace_tag: string } };
    expect(data.trace_tag).toBe("copied out");
    expect(await ended(request, data.id)).toBe("completed");
  } finally {
    rmSync(directory, { recursive: true });
  }
});

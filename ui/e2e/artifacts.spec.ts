import { readFileSync } from "node:fs";
import { type APIRequestContext, expect, test } from "@playwright/test";
import { ended, start } from "./api";
import { usable } from "./axe";

const text = (name: string, content: string) => ({
  name,
  mimeType: "text/plain",
  buffer: Buffer.from(content),
});

async function drop(request: APIRequestContext, ...refs: string[]): Promise<void> {
  await Promise.all(refs.map((ref) => request.delete(`/api/v1/artifacts/${ref}`)));
}

test("a file is kept, gets a version, is saved and deleted; a mistake stands at its field", async ({
  page,
  request,
}) => {
  await drop(request, "e2e.report");
  await page.goto("/ui");
  await expect(page.getByRole("heading", { name: "Home" })).toBeVisible();
  await page.keyboard.press("Control+K");
  await page.keyboard.type("artifacts");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/ui\/artifacts/);
  await expect(page.getByText("heddle artifact upload demo.report")).toBeVisible();

  await page.getByRole("button", { name: "Keep a file" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Artifact/).fill("not a ref");
  await dialog.getByRole("button", { name: "Keep", exact: true }).click();
  await expect(dialog.getByText("is required")).toBeVisible();
  await dialog.locator('input[type="file"]').setInputFiles(text("report.txt", "all is well"));
  await dialog.getByRole("button", { name: "Keep", exact: true }).click();
  await expect(dialog.getByLabel(/^Artifact/)).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel(/^Artifact/).fill("e2e.report");
  await dialog.getByLabel(/^Keep the newest/).fill("3");
  await usable(page, '[role="dialog"]');
  await dialog.getByRole("button", { name: "Keep", exact: true }).click();

  const chosen = page.getByRole("complementary", { name: "Artifact e2e.report" });
  await expect(chosen.getByText("the newest 3 versions")).toBeVisible();
  await chosen.getByRole("button", { name: "Add a version" }).click();
  await dialog.locator('input[type="file"]').setInputFiles(text("report.txt", "still well"));
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(chosen.getByRole("row")).toHaveCount(7);
  await usable(page);
  for (const [button, content] of [
    ["Download the newest", "still well"],
    ["Download version 1", "all is well"],
  ] as const) {
    const saving = page.waitForEvent("download");
    await chosen.getByRole("link", { name: button }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toMatch(/^e2e\.report/);
    expect(readFileSync(await saved.path(), "utf8")).toBe(content);
  }
  await chosen.getByRole("button", { name: "Delete e2e.report" }).click();
  await expect(dialog).toContainText("All 2 versions");
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("Nothing is kept yet")).toBeVisible();
});

test("many artifacts come by pages and are filtered by the address; what runs printed is among them", async ({
  page,
  request,
}) => {
  const refs = Array.from({ length: 55 }, (_, number) => `e2e.many_${number}`);
  await Promise.all(refs.map((ref) => request.post("/api/v1/artifacts", { data: { ref } })));
  await request.post("/api/v1/artifacts", {
    data: { ref: "e2e.move", kind: "progress", owner_type: "pack", owner: "e2e", retention: { days: 2 } },
  });
  await request.post("/api/v1/artifacts/e2e.move/progress", { data: { percent: 40 } });
  await page.goto("/ui/artifacts");
  await expect(page.getByText("1–50 of 56")).toBeVisible();
  await page.getByLabel("Text").fill("many_5");
  await expect(page.getByText("1–6 of 6")).toBeVisible();
  await expect(page).toHaveURL(/text=many_5/);
  await page.goto("/ui/artifacts?kind=progress&owner_type=pack&owner=e2e&artifact=e2e.move");
  const chosen = page.getByRole("complementary", { name: "Artifact e2e.move" });
  await expect(chosen.getByText('"percent": 40')).toBeVisible();
  await expect(chosen.getByText("none older than 2 days")).toBeVisible();
  await page.goto("/ui/artifacts?text=nowhere");
  await page.getByRole("link", { name: "Show all of them" }).click();
  await expect(page.getByText("1–50 of 56")).toBeVisible();
  await drop(request, ...refs, "e2e.move");

  const id = await start(request, "e2e.greet", { name: "Ada" });
  await ended(request, id);
  await page.goto(`/ui/artifacts?execution=${id}`);
  await page.getByRole("button", { name: `execution.${id}.stdout` }).click();
  const printed = page.getByRole("complementary", { name: `Artifact execution.${id}.stdout` });
  await expect(printed.getByText("as long as the execution")).toBeVisible();
  await expect(printed.getByRole("link", { name: "Download the newest" })).toBeVisible();
  await expect(printed.getByRole("button", { name: /^Delete/ })).toHaveCount(0);
  await page.goto("/ui/artifacts?artifact=e2e.nowhere");
  await expect(page.getByRole("alert")).toBeVisible();
});

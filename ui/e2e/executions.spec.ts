import { expect, test } from "@playwright/test";
import { ended, start } from "./api";

test("starts from a form and is watched live", async ({ page }) => {
  await page.goto("/ui/workflows/e2e.greet?tab=start");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await expect(page.getByText("is required")).toBeVisible();
  await page.getByLabel(/^name/).fill("Ada");
  await expect(page.getByText('"name": "Ada"')).toBeVisible();
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await expect(page).toHaveURL(/\/ui\/executions\//);
  await expect(page.getByRole("heading", { name: "e2e.greet" })).toBeVisible();
  await expect(page.locator('.react-flow__node[data-id="wait"] [data-state="completed"]')).toHaveCount(0);
  await expect(page.locator('.react-flow__node[data-id="greet"] [data-state="completed"]')).toBeVisible();
  await expect(page.getByText("completed", { exact: true }).first()).toBeVisible();
  await page.getByRole("tab", { name: "Input and result" }).click();
  await expect(page.getByText('"greeting": "Hello Ada"')).toBeVisible();
});

test("a failure says where, why and what to do next", async ({ page, request }) => {
  const id = await start(request, "e2e.fail");
  expect(await ended(request, id)).toBe("failed");
  await page.goto(`/ui/executions/${id}`);
  const banner = page.getByRole("alert").filter({ hasText: "Failed at break" });
  await expect(banner).toContainText("the disk is <b>full</b>");
  await expect(page.locator('.react-flow__node[data-id="break"] [data-state="failed"]')).toBeVisible();
  await banner.getByRole("button", { name: "Retry from failure" }).click();
  await expect(page).not.toHaveURL(new RegExp(id));
  await expect(page.getByText("continues")).toBeVisible();
});

test("an ended run starts again from a task with another input", async ({ page, request }) => {
  const id = await start(request, "e2e.greet", { name: "Ada" });
  await ended(request, id);
  await page.goto(`/ui/executions/${id}?task=greet`);
  await page.getByRole("button", { name: "Run again from here" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("row", { name: /^wait .*reused/ })).toBeVisible();
  await expect(dialog.getByRole("row", { name: /^greet .*runs again/ })).toBeVisible();
  await dialog.getByLabel("Input").fill('{"message": "Hello again"}');
  await dialog.getByRole("button", { name: "Run again" }).click();
  await expect(page).not.toHaveURL(new RegExp(id));
  await expect(page.getByText("continues")).toBeVisible();
  await page.getByRole("tab", { name: "Input and result" }).click();
  await expect(page.getByText('"greeting": "Hello again"')).toBeVisible();
  await page.getByRole("tab", { name: "Timeline" }).click();
  await expect(page.getByText("reused, completed before")).toBeVisible();
});

test("a filter is a link that can be shared", async ({ page, request, context }) => {
  const id = await start(request, "e2e.fail");
  await ended(request, id);
  await page.goto("/ui/executions");
  await page.getByRole("button", { name: /failed/ }).click();
  await page.getByLabel("Workflow").fill("e2e.fail");
  await expect(page).toHaveURL(/status=failed.*workflow=e2e\.fail|workflow=e2e\.fail.*status=failed/);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByLabel("Workflow")).toHaveValue("e2e.fail");
  await expect(other.getByRole("link", { name: id })).toBeVisible();
  await expect(other.getByText("e2e.greet")).toHaveCount(0);
  await other.goto("/ui/executions?text=DISK%20IS&since=15m&dialect=flow");
  await expect(other.getByRole("link", { name: id })).toBeVisible();
  await other.goto("/ui/executions?text=DISK%20IS&since=15m&dialect=steps");
  await expect(other.getByText("No execution fits this filter")).toBeVisible();
});

test("many executions are cancelled at once", async ({ page, request }) => {
  const ids = [await start(request, "e2e.approve"), await start(request, "e2e.approve")];
  await page.goto("/ui/executions?status=running&workflow=e2e.approve");
  for (const id of ids) await page.getByLabel(`Select ${id}`).check();
  const bar = page.getByRole("region", { name: "Selected executions" });
  await expect(bar).toContainText("2 selected");
  await bar.getByRole("button", { name: "Cancel" }).click();
  for (const id of ids) expect(await ended(request, id)).toBe("cancelled");
  for (const id of ids) await expect(page.getByRole("link", { name: id })).toHaveCount(0);
});

test("two runs are compared", async ({ page, request }) => {
  const one = await start(request, "e2e.greet", { name: "Ada" });
  const other = await start(request, "e2e.greet", { name: "Grace" });
  await ended(request, one);
  await ended(request, other);
  await page.goto(`/ui/executions/${one}?tab=compare&with=${other}`);
  const row = page.getByRole("row", { name: /parameter name/ });
  await expect(row).toContainText("Ada");
  await expect(row).toContainText("Grace");
});

test("fifty thousand log lines stay quick and can be searched", async ({ page, request }) => {
  const id = await start(request, "e2e.print_lines", { lines: 50_000 });
  await ended(request, id);
  await page.goto(`/ui/executions/${id}?tab=logs`);
  await expect(page.getByText("line 50000", { exact: true })).toBeVisible({ timeout: 30_000 });
  expect(await page.getByRole("log").locator("[data-index]").count()).toBeLessThan(200);
  await page.getByLabel("Find in the log").fill("line 12345");
  await page.getByLabel("Find in the log").press("Enter");
  await expect(page.getByText("line 12345", { exact: true })).toBeVisible();
  await page.getByLabel("Find in the log").fill("<b>plain");
  await page.getByLabel("Find in the log").press("Enter");
  await expect(page.locator(".ansi-green", { hasText: "green" })).toBeVisible();
});

test("a graph of a thousand nodes is drawn and can be walked", async ({ page, request }) => {
  const rows = 25;
  const columns = 40;
  const lines = ["ref: e2e.wide", "label: Wide", "version: 1.0.0", "tasks:"];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      lines.push(`  - name: t${row}_${column}`, "    action: core.noop");
      if (row + 1 < rows) lines.push(`    on_success: t${row + 1}_${column}`);
    }
  }
  const made = await request.post("/api/v1/packs/e2e/workflows", {
    data: { definition: `${lines.join("\n")}\n`, file: "wide.yaml" },
  });
  expect(made.status()).toBe(201);
  const id = await start(request, "e2e.wide");
  await ended(request, id);
  await page.goto(`/ui/executions/${id}`);
  await expect(page.locator(".react-flow__node").first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByLabel("Overview")).toBeVisible();
  await page.locator(".react-flow__controls-zoomin").click({ clickCount: 4 });
  await expect.poll(() => page.locator(".react-flow__node").count()).toBeLessThan(1000);
});

test("what is nested and what is iterated over opens within the graph", async ({ page, request }) => {
  const id = await start(request, "e2e.nested");
  await ended(request, id);
  await page.goto(`/ui/executions/${id}`);
  const node = (name: string) => page.locator(`.react-flow__node[data-id="${name}"]`);
  await node("fail_inside").getByRole("button", { name: "Open fail_inside" }).click();
  await expect(node("fail_inside/break").locator('[data-state="failed"]')).toBeVisible();
  await node("each").getByRole("button", { name: "Open each" }).click();
  await node("each#1").getByRole("button", { name: /^Open/ }).click();
  await expect(node("each#1/print")).toBeVisible();
  await expect(page).toHaveURL(/open=/);
  await page.reload();
  await node("fail_inside/break").click();
  const panel = page.getByRole("complementary", { name: "Task break" });
  await expect(panel).toContainText("the disk is");
  await node("fail_inside").getByRole("button", { name: "Close fail_inside" }).click();
  await expect(node("fail_inside/break")).toHaveCount(0);
});

test("a filter is kept under a name, and the grid shows runs against tasks", async ({ page, request }) => {
  const id = await start(request, "e2e.fail");
  await ended(request, id);
  await page.goto("/ui/executions?workflow=e2e.fail&status=failed");
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByLabel("Name of the view").fill("failures");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.goto("/ui/executions");
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: /failures/ }).click();
  await expect(page).toHaveURL(/workflow=e2e\.fail/);
  await page.keyboard.press("Escape");
  await page.getByText("Grid", { exact: true }).click();
  await page
    .getByRole("link", { name: /^break.*failed/ })
    .last()
    .click();
  await expect(page).toHaveURL(/task=break/);
});

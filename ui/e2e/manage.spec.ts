import { expect, test } from "@playwright/test";
import { start } from "./api";

test("a key is set and deleted, and its value is never shown", async ({ page }) => {
  await page.goto("/ui/keys");
  await page.getByRole("button", { name: "Set a key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Key/).fill("e2e.token");
  await dialog.getByLabel(/^Value/).fill("canary-of-the-browser");
  const answered = page.waitForResponse((answer) => answer.url().includes("/api/v1/keys"));
  await dialog.getByRole("button", { name: "Set" }).click();
  expect(await (await answered).text()).not.toContain("canary");
  const row = page.getByRole("row", { name: /e2e\.token/ });
  await expect(row).toContainText("secret");
  expect(await page.content()).not.toContain("canary-of-the-browser");
  await row.getByRole("button", { name: "Delete e2e.token" }).click();
  await expect(row).toHaveCount(0);
});

test("a setting of a pack is changed, a secret one only replaced", async ({ page }) => {
  await page.goto("/ui/packs/e2e");
  await page.getByRole("button", { name: "Change greeting" }).click();
  await page
    .getByRole("dialog")
    .getByLabel(/^greeting/)
    .fill("Good day");
  await page.getByRole("dialog").getByRole("button", { name: "Set" }).click();
  const greeting = page.getByRole("row", { name: /greeting/ });
  await expect(greeting).toContainText("Good day");
  await page.getByRole("button", { name: "Change password" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel(/^password/)).toHaveValue("");
  await dialog.getByLabel(/^password/).fill("canary-of-the-pack");
  await dialog.getByRole("button", { name: "Set" }).click();
  await expect(page.getByRole("row", { name: /password/ })).toContainText("secret");
  await page.reload();
  await expect(greeting).toContainText("Good day");
  expect(await page.content()).not.toContain("canary-of-the-pack");
  await greeting.getByRole("button", { name: "Reset greeting" }).click();
  await expect(greeting).toContainText("Hello");
});

test("who waits under a policy says so, and the policy says who holds its slot", async ({
  page,
  request,
}) => {
  await request.post("/api/v1/policies", {
    data: { ref: "e2e.one", action_ref: "e2e.limited", concurrency: { limit: 1, method: "enqueue" } },
  });
  const holder = await start(request, "e2e.limited");
  const waiting = await start(request, "e2e.limited");
  await page.goto(`/ui/executions/${waiting}`);
  const banner = page.getByRole("alert").filter({ hasText: "Waits for its turn under a policy" });
  await expect(banner).toContainText(holder);
  await banner.getByRole("link", { name: "Policies" }).click();
  await page.getByRole("button", { name: "e2e.one" }).click();
  const line = page.getByRole("complementary", { name: "Policy e2e.one" });
  await expect(line.getByText("Hold a slot: 1")).toBeVisible();
  await expect(line.getByRole("link", { name: holder })).toBeVisible();
  await expect(line.getByRole("link", { name: waiting })).toBeVisible();
  for (const id of [holder, waiting]) await request.post(`/api/v1/executions/${id}/cancel`, { data: {} });
  await expect(line.getByText("Hold a slot: 0")).toBeVisible();
});

test("what people and programs write stays text", async ({ page, request }) => {
  const evil = `<img src=x onerror="document.title='broken in'"><script>document.title='broken in'</script>`;
  const made = await request.post("/api/v1/packs/e2e/workflows", {
    data: {
      file: "evil.yaml",
      definition: [
        "ref: e2e.evil",
        `label: '${evil.replaceAll("'", "''")}'`,
        `description: '${evil.replaceAll("'", "''")}'`,
        "version: 1.0.0",
        "tags: ['<svg onload=alert(1)>']",
        "tasks:",
        "  - name: say",
        "    action: core.fail",
        `    input: { message: '${evil.replaceAll("'", "''")}' }`,
        "",
      ].join("\n"),
    },
  });
  expect(made.status(), await made.text()).toBe(201);
  const answer = await request.post("/api/v1/workflows/e2e.evil/execute", {
    data: { parameters: {}, trace_tag: evil },
  });
  const { data } = (await answer.json()) as { data: { id: string } };
  for (const path of [
    "",
    "/workflows",
    "/workflows/e2e.evil",
    "/workflows/e2e.evil?tab=source",
    "/packs/e2e",
    `/executions?label=${encodeURIComponent(evil)}`,
    `/executions/${data.id}?task=say`,
    `/executions/${data.id}?tab=story`,
  ]) {
    await page.goto(`/ui${path}`);
    await expect(page.locator("h1")).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    expect(await page.locator("img[src=x], svg[onload]").count()).toBe(0);
    expect(await page.title()).not.toContain("broken in");
  }
  await request.delete("/api/v1/workflows/e2e.evil");
});

import { expect, test } from "@playwright/test";
import { push } from "./api";

test("an event says which rules it matches and why, and is replayed", async ({ page, request }) => {
  await push(request, "dev");
  await page.goto("/ui/rules?tab=events");
  await page.getByRole("button", { name: "e2e.pushed" }).first().click();
  const rule = page.getByRole("group", { name: "Rule e2e.on_main" });
  await expect(rule.getByText("does not match")).toBeVisible();
  await expect(rule).toContainText("branch");
  await rule.getByRole("button", { name: "Try it now" }).click();
  await expect(rule.getByText("Nothing would start")).toBeVisible();

  await push(request, "main");
  await page.goto("/ui/rules?tab=events");
  await page.getByRole("button", { name: "e2e.pushed" }).first().click();
  await expect(page).toHaveURL(/event=/);
  await expect(rule.getByText("matches", { exact: true })).toBeVisible();
  await rule.getByRole("button", { name: "Replay and start" }).click();
  await expect(rule.getByText(/^Started|it starts in a moment/)).toBeVisible();
  await page.getByRole("tab", { name: "What became of them" }).click();
  await expect(page.getByRole("link", { name: "e2e.on_main" }).first()).toBeVisible();
});

test("a webhook is opened, and its key is shown once", async ({ page }) => {
  await page.goto("/ui/rules?tab=triggers");
  await page.getByRole("button", { name: "e2e.pushed" }).click();
  const trigger = page.getByRole("complementary", { name: "Trigger e2e.pushed" });
  await expect(trigger.getByText("branch")).toBeVisible();
  await trigger.getByRole("button", { name: "Open", exact: true }).click();
  await expect(trigger.getByText(/\/api\/v1\/webhooks\/wh_/)).toBeVisible();
  await page.reload();
  await expect(trigger.getByText("branch")).toBeVisible();
  await expect(trigger.getByText(/wh_/)).toHaveCount(0);
});

test("a schedule says when it is due next, and rests", async ({ page }) => {
  await page.goto("/ui/rules?tab=schedules");
  const row = page.getByRole("row", { name: /e2e\.nightly/ });
  await expect(row.locator("time").last()).toContainText(/^in /);
  await row.getByRole("button", { name: "Pause e2e.nightly" }).click();
  await expect(row.getByText("paused")).toBeVisible();
  await row.getByRole("button", { name: "Resume e2e.nightly" }).click();
  await expect(row.locator("time").last()).toContainText(/^in /);
});

test("a rule is switched off and on", async ({ page }) => {
  await page.goto("/ui/rules?rule=e2e.on_main");
  await expect(page.getByRole("complementary", { name: "Rule e2e.on_main" })).toContainText('"main"');
  const on = page.getByRole("switch", { name: "Rule e2e.on_main" });
  await expect(on).toBeChecked();
  await on.click({ force: true });
  await expect(on).not.toBeChecked();
  await on.click({ force: true });
  await expect(on).toBeChecked();
});

import { expect, test } from "@playwright/test";

test("one logs in, sees the page one came for, and logs out @login", async ({ page }) => {
  await page.goto("/ui/executions");
  await page.getByLabel("Login").fill("ada");
  await page.getByLabel("Password").fill("wrong");
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("heading", { name: "Executions" })).toBeVisible();
  await expect(page).toHaveURL(/\/ui\/executions/);
  await page.getByRole("button", { name: "ada" }).click();
  await page.getByRole("menuitem", { name: "Log out" }).click();
  await expect(page.getByRole("heading", { name: "Log in to Heddle" })).toBeVisible();
});

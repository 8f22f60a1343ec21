import { expect, test } from "@playwright/test";

test("one logs in, sees the page one came for, and logs out @login", async ({ page }) => {
  await page.goto("/ui/executions");
  await page.getByRole("textbox", { name: "Login" }).fill("ada");
  await page.getByRole("textbox", { name: "Password" }).fill("wrong");
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByRole("textbox", { name: "Password" }).fill("correct horse battery");
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("heading", { name: "Executions" })).toBeVisible();
  await expect(page).toHaveURL(/\/ui\/executions/);
  await page.getByRole("button", { name: "ada" }).click();
  await page.getByRole("menuitem", { name: "Log out" }).click();
  await expect(page.getByRole("heading", { name: "Log in to Heddle" })).toBeVisible();
});

test("one logs in with a token, which no script sees afterwards @login", async ({ page, request }) => {
  const session = await request.post("/api/v1/auth/login", {
    data: { login: "ada", password: "correct horse battery" },
  });
  const { data } = (await session.json()) as { data: { access_token: string } };
  const made = await request.post("/api/v1/auth/tokens", {
    headers: { Authorization: `Bearer ${data.access_token}` },
    data: { name: "browser" },
  });
  const { token } = ((await made.json()) as { data: { token: string } }).data;
  await page.goto("/ui/workflows");
  await page.getByText("Token", { exact: true }).click();
  await page.getByRole("textbox", { name: "Token" }).fill("hdl_wrong");
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByRole("textbox", { name: "Token" }).fill(token);
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("heading", { name: "Workflows" })).toBeVisible();
  const seen = await page.evaluate(
    () => document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage }),
  );
  expect(seen).not.toContain(token);
  await page.getByRole("button", { name: "ada" }).click();
  await page.getByRole("menuitem", { name: "Log out" }).click();
  await expect(page.getByRole("heading", { name: "Log in to Heddle" })).toBeVisible();
});

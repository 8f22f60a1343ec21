import { type APIRequestContext, expect, test } from "@playwright/test";
import { usable } from "./axe";

async function drop(request: APIRequestContext, ref: string): Promise<void> {
  await request.delete(`/api/v1/queues/${ref}`);
}

test("a work queue is made, filled, paused and resumed, and says who holds what", async ({
  page,
  request,
}) => {
  await drop(request, "e2e.orders");
  await page.goto("/ui");
  await expect(page.getByRole("heading", { name: "Home" })).toBeVisible();
  await page.keyboard.press("Control+K");
  await page.keyboard.type("work queues");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/ui\/queues/);

  await page.getByRole("button", { name: "Make a queue" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Queue/).fill("orders");
  await dialog.getByLabel(/^Hands items to/).fill("e2e.take");
  await dialog.getByRole("button", { name: "Make", exact: true }).click();
  // The server says what is wrong, and it stands at the field.
  await expect(dialog.getByLabel(/^Queue/)).toHaveAttribute("aria-invalid", "true");
  await expect(dialog.getByText("is pack.name, of letters, digits, _ and -")).toBeVisible();
  await dialog.getByLabel(/^Queue/).fill("e2e.orders");
  await dialog.getByLabel(/^Tries again/).fill("0");
  await dialog.getByRole("button", { name: "Make", exact: true }).click();
  await expect(page).toHaveURL(/\/ui\/queues\/e2e\.orders/);

  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("paused", { exact: true })).toBeVisible();
  for (const [key, payload] of [
    ["held", '{"hold": true}'],
    ["broken", '{"broken": true}'],
  ] as const) {
    await page.getByRole("button", { name: "Put work in" }).click();
    await dialog.getByLabel(/^Payload/).fill(payload);
    await dialog.getByLabel(/^Key/).fill(key);
    await dialog.getByRole("button", { name: "Put in" }).click();
    await expect(page.getByRole("row", { name: new RegExp(key) })).toContainText("waits");
  }
  await page.getByRole("button", { name: "Resume" }).click();
  const held = page.getByRole("row", { name: /^held/ });
  await expect(held).toContainText("handed out");
  await held.getByRole("button", { name: "held" }).click();
  const item = page.getByRole("complementary", { name: /^Item/ });
  await expect(item.getByText('"hold": true')).toBeVisible();
  await item.getByRole("link").click();
  await expect(page.getByRole("heading", { name: "e2e.take" })).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.goBack();

  // One at a time: the second comes when the first is done with.
  await page.goto("/ui/queues/e2e.orders?state=failed");
  await page.getByRole("button", { name: "broken" }).click();
  await expect(item.getByText("What went wrong last")).toBeVisible();
  await usable(page);
  await item.getByRole("button", { name: "Put it in again" }).click();
  await expect(page.getByText(/^Put in again as/)).toBeVisible();
  await expect(page.getByRole("button", { name: "broken" })).toHaveCount(2);
  await drop(request, "e2e.orders");
});

test("many items come by pages, and a filter without items says so", async ({ page, request }) => {
  await drop(request, "e2e.many");
  const made = await request.post("/api/v1/queues", {
    data: { ref: "e2e.many", dispatch_action: "e2e.take", enabled: false },
  });
  expect(made.status()).toBe(201);
  await Promise.all(
    Array.from({ length: 60 }, (_, number) =>
      request.post("/api/v1/queues/e2e.many/items", { data: { item_key: `n${number}` } }),
    ),
  );
  await page.goto("/ui/queues/e2e.many");
  await expect(page.getByText("60", { exact: true })).toBeVisible();
  await expect(page.getByText("1–50 of 51+")).toBeVisible();
  await page.getByLabel("next page").click();
  await expect(page.getByText("51–60 of 60")).toBeVisible();
  await page.getByRole("combobox", { name: "State" }).click();
  await page.getByRole("option", { name: "failed" }).click();
  await expect(page.getByText("No item is in the state “failed”")).toBeVisible();
  await page.goto("/ui/queues/e2e.nowhere");
  await expect(page.getByRole("alert")).toContainText("There is no queue e2e.nowhere");
  await drop(request, "e2e.many");
});

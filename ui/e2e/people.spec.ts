import { expect, type Locator, type Page, test } from "@playwright/test";
import { ended, start } from "./api";

test("a question is answered, a wrong answer is refused", async ({ page, request }) => {
  const id = await start(request, "e2e.approve");
  await page.goto(`/ui/executions/${id}`);
  await page.getByRole("link", { name: "Answer" }).click();
  const question = page.getByRole("article").first();
  await question.getByRole("button", { name: "Answer" }).click();
  await expect(question.getByText("is required")).toBeVisible();
  await question.getByLabel("approved").check({ force: true });
  await question.getByLabel(/^count/).fill("3");
  await question.getByRole("button", { name: "Answer" }).click();
  expect(await ended(request, id)).toBe("completed");
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByText('"count": 3').first()).toBeVisible();
});

test("a mistake is shown where it is and the graph follows the source", async ({ page }) => {
  await page.goto("/ui/workflows/e2e.fail?tab=source");
  await expect(page.getByText("valid", { exact: true })).toBeVisible();
  await expect(page.locator('.react-flow__node[data-id="break"]')).toBeVisible();
  const source = page.getByRole("textbox", { name: /Source of/ });
  await source.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText("\n  - name: again\n    actoin: core.noop\n");
  await expect(page.getByText(/[12] errors?/)).toBeVisible();
  await expect(page.locator(".cm-lintRange-error").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Store" })).toBeDisabled();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(
    "ref: e2e.fail\nlabel: Fail\nversion: 1.0.0\ntasks:\n  - name: again\n    action: core.noop\n",
  );
  await expect(page.locator('.react-flow__node[data-id="again"]')).toBeVisible();
  await expect(page.getByRole("button", { name: "Store" })).toBeEnabled();
});

test("the editor completes keys, actions and the names of tasks", async ({ page }) => {
  await page.goto("/ui/workflows/e2e.fail?tab=source");
  const source = page.getByRole("textbox", { name: /Source of/ });
  await source.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n- name: again\naction: core.ec");
  const offered = page.locator(".cm-tooltip-autocomplete");
  await expect(offered.getByText("core.echo")).toBeVisible();
  // Enter means a new line for a moment after the list has opened, so that nobody takes what they did not see.
  await offered.getByText("core.echo").click();
  await expect(source).toContainText("action: core.echo");
  await page.keyboard.type('\ninput: { message: "{{ task.');
  await expect(offered.getByText("prepare")).toBeVisible();
  await page.keyboard.press("Escape");
});

test("everything is reached by the keyboard alone", async ({ page }) => {
  await page.goto("/ui");
  await expect(page.getByRole("heading", { name: "Home" })).toBeVisible();
  await page.keyboard.press("Control+K");
  await page.keyboard.type("start e2e.greet");
  // The list may come anew with what the server found; it takes keys only a moment after it is seen.
  const chosen = page.locator("[data-action][data-selected]", { hasText: "Start e2e.greet" });
  await expect(async () => {
    await page.keyboard.press("ArrowDown");
    await expect(chosen).toBeVisible({ timeout: 500 });
    await page.keyboard.press("Enter");
    await expect(chosen).toBeHidden({ timeout: 500 });
  }).toPass();
  await expect(page).toHaveURL(/e2e\.greet/);
  await tabTo(page, page.getByLabel(/^name/));
  await page.keyboard.type("Keys");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/ui\/executions\//);
  await expect(page.locator('.react-flow__node[data-id="greet"]')).toBeVisible();
  await tabTo(page, page.getByRole("tab", { name: "Graph" }));
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Timeline" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowLeft");
  await tabTo(page, page.locator('.react-flow__node[data-id="greet"]'));
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: "Task greet" });
  await expect(panel).toBeVisible();
  await tabTo(page, panel.getByRole("button", { name: "Close" }));
  await page.keyboard.press("Space");
  await expect(panel).toHaveCount(0);
  await page.keyboard.press("Control+K");
  await page.keyboard.type("policies");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Policies" })).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Make a policy" }));
  await page.keyboard.press("Enter");
  await expect(page.getByLabel(/^Policy/)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Make a policy" })).toBeFocused();
});

const MANY_TABS = 80;

/** Goes to an element the way people without a mouse do: by Tab alone, however long it takes. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let pressed = 0; pressed < MANY_TABS; pressed++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${target} is not reached by Tab`);
}

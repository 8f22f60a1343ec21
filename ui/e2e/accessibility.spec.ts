import { expect, type Page, test } from "@playwright/test";
import { ended, start } from "./api";
import { usable } from "./axe";

// One for all: only its first page loads the application from the server.
let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await browser.newPage();
});

test.afterAll(() => page.close());

for (const path of [
  "",
  "/executions",
  "/executions?workflow=nothing.here",
  "/executions?view=grid&workflow=e2e.fail",
  "/workflows",
  "/workflows/e2e.greet",
  "/workflows/e2e.greet?tab=start",
  "/workflows/e2e.greet?tab=source",
  "/workflows/e2e.greet?tab=versions",
  "/scripts?form=update",
  "/inbox",
  "/inbox?tab=history",
  "/rules?rule=e2e.on_main",
  "/rules?tab=schedules",
  "/rules?tab=events",
  "/rules?tab=enforcements",
  "/rules?tab=triggers&trigger=e2e.pushed",
  "/rules?tab=sensors",
  "/packs?action=core.http_request",
  "/packs/e2e",
  "/keys",
  "/artifacts",
  "/workers",
  "/policies",
  "/queues",
  "/identities",
  "/audit",
  "/no-such-page",
]) {
  test(`nothing keeps anybody from using /ui${path}`, async () => {
    await page.goto(`/ui${path}`);
    await check();
  });
}

test("nothing keeps anybody from using an execution", async ({ request }) => {
  const id = await start(request, "e2e.fail");
  await ended(request, id);
  for (const tab of ["graph", "timeline", "tasks", "data", "story"]) {
    await page.goto(`/ui/executions/${id}?tab=${tab}&task=break`);
    await check();
  }
});

/** Light, dark, and as narrow as a phone: axe finds nothing serious, and the page fits. */
async function check() {
  await expect(page.locator("h1, h3").first()).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await usable(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator('html[data-mantine-color-scheme="dark"]')).toBeAttached();
  // Only colours differ, so only they are looked at again.
  await usable(page, "html", "color-contrast");
  const viewport = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
    .toBeLessThanOrEqual(0);
  if (viewport) await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme: "light" });
}

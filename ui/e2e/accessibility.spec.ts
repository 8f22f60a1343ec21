import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { ended, start } from "./api";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });
    for (const path of [
      "",
      "/executions",
      "/workflows",
      "/workflows/e2e.greet?tab=start",
      "/workflows/e2e.greet?tab=source",
      "/inbox",
      "/packs",
    ]) {
      test(`axe finds nothing serious on /ui${path}`, async ({ page }) => {
        await page.goto(`/ui${path}`);
        await expect(page.locator("h1")).toBeVisible();
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        expect(await seriousFindings(page)).toEqual([]);
      });
    }

    test("axe finds nothing serious on an execution", async ({ page, request }) => {
      const id = await start(request, "e2e.fail");
      await ended(request, id);
      for (const tab of ["graph", "timeline", "tasks", "data", "story"]) {
        await page.goto(`/ui/executions/${id}?tab=${tab}&task=break`);
        await expect(page.locator("h1")).toBeVisible();
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        expect(await seriousFindings(page)).toEqual([]);
      }
    });
  });
}

async function seriousFindings(page: import("@playwright/test").Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((each) => each.impact === "serious" || each.impact === "critical")
    .map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

import { expect, type Page } from "@playwright/test";
import axe from "axe-core";

/**
 * That nothing on a page, or in a part of it, keeps anybody from using it: by all rules, or by those named. It is looked
 * at again for a while, since what changes its colour may be on its way.
 */
export async function usable(page: Page, part = "html", ...rules: string[]): Promise<void> {
  // Each page that is loaded anew needs it anew.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  await expect.poll(() => seriousFindings(page, part, rules)).toEqual([]);
}

async function seriousFindings(page: Page, part: string, rules: string[]): Promise<string[]> {
  const found = await page.evaluate(
    async ([where, only]) => {
      const { axe } = window as unknown as { axe: typeof import("axe-core") };
      const runOnly = only.length > 0 ? { runOnly: only } : {};
      return (await axe.run(where, { resultTypes: ["violations"], ...runOnly })).violations;
    },
    [part, rules] as const,
  );
  return found
    .filter((each) => each.impact === "serious" || each.impact === "critical")
    .map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" | ")}`);
}

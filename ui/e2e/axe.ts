import { expect, type Page } from "@playwright/test";
import axe from "axe-core";

/** That nothing on a page, or in a part of it, keeps anybody from using it: by all rules, or by those named. */
export async function usable(page: Page, part = "html", ...rules: string[]): Promise<void> {
  // Each page that is loaded anew needs it anew.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(
    async ([where, only]) => {
      // What is on its way to another colour is judged when it is there.
      const ending = document
        .getAnimations()
        .filter((each) => Number.isFinite(each.effect?.getComputedTiming().endTime as number));
      await Promise.allSettled(ending.map((each) => each.finished));
      const { axe } = window as unknown as { axe: typeof import("axe-core") };
      const runOnly = only.length > 0 ? { runOnly: only } : {};
      return (await axe.run(where, { resultTypes: ["violations"], ...runOnly })).violations;
    },
    [part, rules] as const,
  );
  const serious = found.filter((each) => each.impact === "serious" || each.impact === "critical");
  expect(serious.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
}

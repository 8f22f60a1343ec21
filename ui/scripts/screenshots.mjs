// Takes a picture of each page of a running server, light and dark, wide and narrow: node scripts/screenshots.mjs URL FOLDER
import { mkdirSync } from "node:fs";
import { chromium } from "@playwright/test";

const [server = "http://127.0.0.1:8080", folder = "target/screenshots", only = ""] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

async function ask(path) {
  return (await (await fetch(`${server}/api/v1${path}`)).json()).data;
}

const executions = await ask("/executions?per_page=100");
const one = (test) => executions.find(test)?.id;
const failed = one((each) => each.status === "failed");
const waiting = one((each) => each.status === "running");
const done = one((each) => each.status === "completed" && each.workflow !== "demo.wide") ?? failed;
const wide = one((each) => each.workflow === "demo.wide");
const workflow =
  executions.find((each) => each.workflow.includes("deploy"))?.workflow ?? executions[0]?.workflow;

const pages = {
  home: "",
  executions: "/executions",
  grid: `/executions?view=grid&workflow=${workflow}`,
  graph: `/executions/${waiting ?? done}`,
  failed: `/executions/${failed ?? done}`,
  timeline: `/executions/${waiting ?? done}?tab=timeline&task=checks`,
  tasks: `/executions/${done}?tab=tasks`,
  logs: `/executions/${failed ?? done}?tab=logs`,
  data: `/executions/${done}?tab=data`,
  story: `/executions/${done}?tab=story`,
  compare: `/executions/${done}?tab=compare&with=${failed}`,
  wide: `/executions/${wide ?? done}`,
  workflows: "/workflows",
  workflow: `/workflows/${workflow}`,
  start: `/workflows/${workflow}?tab=start`,
  editor: `/workflows/${workflow}?tab=source`,
  inbox: "/inbox",
  packs: "/packs",
};
const looks = [
  { name: "light", colorScheme: "light", viewport: { width: 1360, height: 860 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1360, height: 860 } },
  { name: "narrow", colorScheme: "light", viewport: { width: 420, height: 860 } },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
for (const { name, ...look } of looks) {
  const context = await browser.newContext(look);
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      console.log(name, page.url(), message.text());
  });
  page.on("pageerror", (error) => console.log(name, page.url(), String(error)));
  for (const [title, path] of Object.entries(pages)) {
    if (only && !`${title}-${name}`.includes(only)) continue;
    await page.goto(`${server}/ui${path}`);
    await page.locator("h1").first().waitFor({ timeout: 30_000 });
    await page
      .locator('[aria-busy="true"]')
      .first()
      .waitFor({ state: "detached", timeout: 30_000 })
      .catch(() => {});
    await page.waitForTimeout(400);
    await page.screenshot({ path: `${folder}/${title}-${name}.png` });
  }
  await context.close();
}
await browser.close();

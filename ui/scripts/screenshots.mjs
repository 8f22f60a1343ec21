// Takes a picture of each page of a server that scripts/fill.mjs has filled, light and dark, wide and narrow:
// node scripts/screenshots.mjs URL FOLDER [ONLY-THOSE-WITH-THIS-IN-THEIR-NAME]
import { mkdirSync } from "node:fs";
import { chromium } from "@playwright/test";

const [server = "http://127.0.0.1:8080", folder = "target/screenshots", only = ""] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

async function ask(path) {
  return (await (await fetch(`${server}/api/v1${path}`)).json()).data;
}

const executions = await ask("/executions?per_page=100&top_level=true");
const events = await ask("/events?per_page=50");
const inquiries = await ask("/inquiries?status=pending");
const one = (test) => executions.find(test)?.id ?? executions[0]?.id;
const of = (workflow, status) => one((each) => each.workflow === workflow && each.status === status);
const failed = of("shop.fulfil", "failed");
const done = of("shop.fulfil", "completed");
const running = one(
  (each) =>
    each.workflow === "shop.fulfil" &&
    each.status === "running" &&
    !inquiries.some((inquiry) => inquiry.execution === each.id),
);
const asking = inquiries[0]?.execution ?? running;
const event = events.find((each) => each.trigger_ref === "shop.order_placed")?.id;
const service = (await ask("/identities")).find((each) => each.kind === "service")?.id;
const draft = one((each) => each.draft);
const item = (await ask("/queues/shop.letters/items?state=failed"))[0]?.id;

const pages = {
  home: "",
  executions: "/executions",
  grid: "/executions?view=grid&workflow=shop.fulfil",
  nothing: "/executions?workflow=no.such",
  graph: `/executions/${running}`,
  nested: `/executions/${running}?open=parcels%20parcels%230&task=charge`,
  asking: `/executions/${asking}`,
  waiting: `/executions/${of("shop.sync", "requested")}`,
  failed: `/executions/${failed}?task=charge`,
  timeline: `/executions/${done}?tab=timeline&task=parcels`,
  tasks: `/executions/${done}?tab=tasks`,
  logs: `/executions/${failed}?tab=logs&find=bank`,
  data: `/executions/${done}?tab=data`,
  story: `/executions/${done}?tab=story`,
  compare: `/executions/${done}?tab=compare&with=${failed}`,
  rerun: `/executions/${done}?task=charge&rerun=true`,
  wide: `/executions/${one((each) => each.workflow === "shop.wide")}`,
  workflows: "/workflows",
  workflow: "/workflows/shop.report",
  start: "/workflows/shop.fulfil?tab=start",
  editor: "/workflows/shop.fulfil?tab=source",
  versions: "/workflows/shop.report?tab=versions",
  inbox: "/inbox",
  "inbox-history": "/inbox?tab=history",
  rules: "/rules?rule=shop.fulfil_european",
  schedules: "/rules?tab=schedules",
  events: `/rules?tab=events&event=${event}`,
  outcomes: "/rules?tab=enforcements",
  triggers: "/rules?tab=triggers&trigger=shop.order_placed",
  sensors: "/rules?tab=sensors",
  packs: "/packs?action=core.http_request",
  pack: "/packs/shop",
  keys: "/keys",
  artifacts: "/artifacts?artifact=shop.stock",
  progress: "/artifacts?kind=progress&artifact=shop.move",
  "no-artifact": "/artifacts?text=nowhere&artifact=nowhere",
  draft: `/executions/${draft}`,
  workers: "/workers",
  policies: "/policies?policy=shop.one_sync_each",
  queues: "/queues",
  queue: `/queues/shop.letters?item=${item}`,
  identities: `/identities?identity=${service}`,
  audit: "/audit",
  lost: "/no-such-page",
};
// What a click on a page opens.
const dialogs = {
  "rule-form": { path: "/rules", click: "Make a rule" },
  "policy-form": { path: "/policies", click: "Make a policy" },
  "queue-form": { path: "/queues", click: "Make a queue" },
  "queue-item": { path: "/queues/shop.letters", click: "Put work in" },
  "identity-form": { path: "/identities", click: "Make an identity" },
  upload: { path: "/artifacts", click: "Keep a file" },
  "role-form": { path: "/identities", click: "Make a role" },
  "draft-run": { path: "/workflows/shop.fulfil?tab=source", click: "Test run" },
  backfill: { path: "/rules?tab=schedules&rule=shop.nightly_report", click: "Preview" },
};
// What is shown if the server says no, or nothing.
const failures = {
  unreachable: { path: "/executions", fails: "**/api/v1/executions?*" },
  "no-execution": "/executions/0123456789abc",
};
const looks = [
  { name: "light", colorScheme: "light", viewport: { width: 1360, height: 860 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1360, height: 860 } },
  { name: "narrow", colorScheme: "light", viewport: { width: 420, height: 860 } },
  { name: "narrow-dark", colorScheme: "dark", viewport: { width: 420, height: 860 } },
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
  for (const [title, what] of Object.entries({ ...pages, ...dialogs, ...failures, login: "" })) {
    if (only && !`${title}-${name}`.includes(only)) continue;
    const { path, click, fails } = typeof what === "string" ? { path: what } : what;
    if (fails) await page.route(fails, (route) => route.abort());
    if (title === "login") {
      await page.route("**/auth/whoami", (route) => route.fulfill({ status: 401, json: {} }));
    }
    await page.goto(`${server}/ui${path}`);
    await page.locator('h1, [role="alert"]').first().waitFor({ timeout: 30_000 });
    await page
      .locator('[aria-busy="true"]')
      .first()
      .waitFor({ state: "detached", timeout: 30_000 })
      .catch(() => {});
    if (click) await page.getByRole("button", { name: click }).click();
    await page.waitForTimeout(400);
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (excess > 0) console.log(name, title, `is ${excess} px too wide`);
    await page.screenshot({ path: `${folder}/${title}-${name}.png` });
    if (fails) await page.unroute(fails);
  }
  await context.close();
}
await browser.close();

// Measures the user interface in Chromium against a running server that scripts/fill.mjs has filled, and prints a
// table: node scripts/measure.mjs http://127.0.0.1:8080 [ROUNDS]
// The list of many executions is measured on what the server has; --many N starts that many no-ops first.
import { execFileSync } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { chromium } from "@playwright/test";

const options = process.argv.slice(2);
const manyAt = options.indexOf("--many");
const many = manyAt < 0 ? 0 : Number(options.splice(manyAt, 2)[1]);
const [server = "http://127.0.0.1:8080", rounds = "7"] = options;
const ROUNDS = Number(rounds);

const api = async (method, path, body) => {
  const answer = await fetch(`${server}/api/v1${path}`, {
    method,
    headers: { "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return answer.json();
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});
const results = [];
const show = (what, aim, values, unit) => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
  results.push({ what, aim, median: `${at(0.5)} ${unit}`, worst: `${at(1)} ${unit}`, of: sorted.length });
};

/** A browser that has never been here. */
async function fresh(act) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 860 } });
  const page = await context.newPage();
  try {
    return await act(page);
  } finally {
    await context.close();
  }
}

async function firstLoad(path, shown) {
  const bytes = [];
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    await fresh(async (page) => {
      const session = await page.context().newCDPSession(page);
      await session.send("Network.enable");
      let sum = 0;
      const own = new Set();
      session.on("Network.responseReceived", ({ requestId, response }) => {
        if (response.url.includes("/ui")) own.add(requestId);
      });
      session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
        if (own.has(requestId)) sum += encodedDataLength;
      });
      const begun = performance.now();
      await page.goto(`${server}/ui${path}`);
      await page.locator(shown).first().waitFor();
      times.push(performance.now() - begun);
      await page.waitForLoadState("networkidle").catch(() => {});
      bytes.push(sum / 1024);
    });
  }
  show(`first load of /ui${path}, all files of it, over the wire`, "≤ 500 KB", bytes, "KB");
  show(`first load of /ui${path} until it shows its content`, "", times, "ms");
}

async function wideGraph() {
  const { data } = await api("GET", "/executions?action_ref=shop.wide&per_page=1");
  const times = [];
  const clicks = [];
  for (let round = 0; round < ROUNDS; round++) {
    await fresh(async (page) => {
      const begun = performance.now();
      await page.goto(`${server}/ui/executions/${data[0].id}`);
      await page.locator(".react-flow__node").first().waitFor();
      times.push(performance.now() - begun);
      // Interactive: a click on a node is answered.
      const clicked = performance.now();
      await page.locator(".react-flow__node").first().click({ force: true });
      await page.getByRole("complementary").waitFor();
      clicks.push(performance.now() - clicked);
    });
  }
  show("graph of 1,000 nodes, from an empty browser to its nodes", "≤ 1,500 ms", times, "ms");
  show("click on one of its nodes until its panel is shown", "", clicks, "ms");
}

/** From the moment a task has ended, as the server wrote it down, until the page shows it. */
async function liveUpdate() {
  await api("POST", "/packs/shop/workflows", {
    definition: `ref: shop.ask\nlabel: Ask\nversion: 1.0.0\ntasks:
  - { name: ask, action: core.ask, input: { prompt: "Go on?" }, on_success: then }
  - { name: then, action: core.noop }\n`,
    file: "ask.yaml",
  });
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    await fresh(async (page) => {
      const { data } = await api("POST", "/workflows/shop.ask/execute", { parameters: {} });
      await page.goto(`${server}/ui/executions/${data.id}`);
      await page.getByText("Waits for an answer").first().waitFor();
      await page.waitForTimeout(1_500);
      const seen = page.evaluate(
        () =>
          new Promise((resolve) => {
            const look = () => {
              const done = document.querySelector(
                '.react-flow__node[data-id="then"] [data-state="completed"]',
              );
              if (done) resolve(Date.now());
              else requestAnimationFrame(look);
            };
            look();
          }),
      );
      const { data: inquiries } = await api("GET", `/inquiries?status=pending&execution=${data.id}`);
      await api("POST", `/inquiries/${inquiries[0].id}/respond`, { response: {} });
      const at = await seen;
      const { data: tasks } = await api("GET", `/workflow-executions/${data.id}/tasks`);
      times.push(at - Date.parse(tasks.find((task) => task.name === "then").finished_at));
    });
  }
  show("a task that ended until the graph shows it", "≤ 300 ms", times, "ms");
}

async function lists() {
  const moment = new Date(Date.now() - 3_600_000).toISOString();
  const requests = {
    "first page": "/executions?per_page=50&top_level=true",
    "page 100": "/executions?per_page=50&page=100",
    "those that failed": "/executions?per_page=50&status=failed",
    "those that run": "/executions?per_page=50&status=running",
    "one workflow": "/executions?per_page=50&action_ref=shop.fulfil",
    "a text that is found": "/executions?per_page=50&text=bank",
    "a text that is nowhere": "/executions?per_page=50&text=nowhere-to-be-found",
    "a label": "/executions?per_page=50&trace_tag=large",
    "of the last hour": `/executions?per_page=50&started_after=${moment}`,
    "counts by state": "/executions/stats",
  };
  for (const [what, path] of Object.entries(requests)) {
    const times = [];
    for (let round = 0; round < ROUNDS * 3; round++) {
      const begun = performance.now();
      const answer = await fetch(`${server}/api/v1${path}`);
      await answer.text();
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      times.push(performance.now() - begun);
    }
    show(`list: ${what}`, "≤ 200 ms", times, "ms");
  }
}

async function startMany(count) {
  await api("POST", "/packs/shop/workflows", {
    definition:
      "ref: shop.noop\nlabel: Nothing\nversion: 1.0.0\ntasks:\n  - name: a\n    action: core.noop\n",
    file: "noop.yaml",
  });
  let left = count;
  await Promise.all(
    Array.from({ length: 24 }, async () => {
      while (left-- > 0) await api("POST", "/workflows/shop.noop/execute", { parameters: {} });
    }),
  );
}

const version = execFileSync(process.env.CHROMIUM ?? "/usr/bin/chromium", ["--version"])
  .toString()
  .trim();
if (many > 0) await startMany(many);
const before = loadavg()[0];
await firstLoad("", "h1");
await firstLoad("/executions", "tbody tr");
await wideGraph();
await liveUpdate();
await lists();
await browser.close();
console.log(`| what | aim | median | worst | of |\n|---|---|---|---|---|`);
for (const { what, aim, median, worst, of } of results) {
  console.log(`| ${what} | ${aim} | ${median} | ${worst} | ${of} |`);
}
console.log(
  `\n${cpus().length} × ${cpus()[0].model}, load ${before.toFixed(1)} before and ${loadavg()[0].toFixed(1)} after; ${version}.`,
);

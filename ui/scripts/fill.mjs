// Fills a server that was started with --packs ui/demo with runs, events, keys and policies, so that every page has
// something to show: node scripts/fill.mjs http://127.0.0.1:8080
import { readFileSync } from "node:fs";

const server = process.argv[2] ?? "http://127.0.0.1:8080";

async function call(method, path, body) {
  const answer = await fetch(`${server}/api/v1${path}`, {
    method,
    headers: { "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok && answer.status !== 409) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text ? JSON.parse(text).data : undefined;
}

async function keep(artifact, content) {
  const answer = await fetch(`${server}/api/v1/artifacts/${artifact}/versions`, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body: content,
  });
  if (!answer.ok) throw new Error(`${artifact}: ${answer.status} ${await answer.text()}`);
}

const start = (ref, parameters, tag) =>
  call("POST", `/workflows/${ref}/execute`, { parameters, ...(tag ? { trace_tag: tag } : {}) });

async function until(what, holds, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited too long for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

const questions = async () =>
  (await (await fetch(`${server}/api/v1/inquiries?status=pending&per_page=50`)).json()).data;

await call("POST", "/keys", { ref: "region", value: "eu", encrypted: false });
await call("POST", "/keys", { ref: "payment.token", value: "not-a-real-token", encrypted: true });
await call("POST", "/keys", {
  ref: "printer",
  value: { host: "printer.example" },
  owner_type: "pack",
  owner: "shop",
});
await call("PUT", "/packs/shop/config/payment_key", { value: "not-a-real-key" });
await call("PUT", "/packs/shop/config/warehouse", { value: "south" });
await call("POST", "/policies", {
  ref: "shop.one_sync_each",
  label: "One sync per customer",
  action_ref: "shop.sync",
  concurrency: { limit: 1, method: "enqueue", parameters: ["customer"] },
});
await call("POST", "/policies", {
  ref: "shop.not_too_many",
  label: "The shop leaves room for others",
  pack_ref: "shop",
  concurrency: { limit: 50, method: "enqueue" },
});

await call("POST", "/identities", {
  login: "grace",
  display_name: "Grace",
  roles: ["editor"],
  groups: ["warehouse"],
});
await call("POST", "/identities", { login: "builds", kind: "service", roles: ["executor"] });
await call("POST", "/identities/builds/tokens", { name: "deploys", expires_in: 30 * 86_400 });

for (const customer of ["Ada", "Grace", "Emmy", "Sofja", "Maria", "Lise"]) {
  await start("shop.fulfil", { customer, amount: 40 + customer.length * 10, seconds: 0.2 }, "spring sale");
}
for (let day = 1; day <= 14; day++) await start("shop.report", { day: `day ${day}` });
for (const customer of ["broke Bob", "broke Ben"]) await start("shop.fulfil", { customer, amount: 20 });
for (const customer of ["Mill 7", "Weavers & Co"]) {
  await start("shop.fulfil", { customer, amount: 4200, articles: ["loom", "loom", "reed"] }, "large");
}
await until("questions", async () => (await questions()).length >= 2);
const [first] = await questions();
await call("POST", `/inquiries/${first.id}/respond`, {
  response: { approved: true, carrier: "courier", note: "It is on its way." },
});

const { webhook_path: hook } = await call("POST", "/triggers/shop.order_placed/webhooks/enable", {
  signed: false,
});
for (const [customer, amount, region] of [
  ["Hedy", 85, "eu"],
  ["Katherine", 60, "us"],
  ["Annie", 120, "eu"],
]) {
  const answer = await fetch(`${server}${hook}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ customer, amount, region }),
  });
  if (!answer.ok) throw new Error(`webhook: ${answer.status} ${await answer.text()}`);
}

const source = readFileSync(new URL("../demo/shop/workflows/report.yaml", import.meta.url), "utf8");
const changed = source
  .replace("version: 2.0.1", "version: 2.1.0")
  .replace(
    /$/,
    "    on_success: send\n  - name: send\n    action: core.echo\n    input: { message: sent }\n",
  );
await call("PUT", "/workflows/shop.report", { definition: changed, file: "report.yaml" });

for (const customer of ["acme", "acme", "zeta"]) await start("shop.sync", { customer });
await start("shop.fulfil", { customer: "Weavers of the North", amount: 700, seconds: 600 }, "spring sale");

await call("POST", "/queues", {
  ref: "shop.letters",
  label: "Letters to customers",
  dispatch_action: "shop.letter",
  default_priority: 5,
  config: { dispatch: { concurrency: 2, retry_limit: 0 } },
});
await call("POST", "/queues", {
  ref: "shop.returns",
  label: "What comes back",
  dispatch_action: "shop.letter",
  enabled: false,
});
for (const [item_key, seconds] of [
  ["Ada", 0.1],
  ["Grace", 0.1],
  ["nobody", 0],
  ["Emmy", 600],
  ["Sofja", 600],
  ["Maria", 0.1],
  ["Lise", 0.1],
]) {
  await call("POST", "/queues/shop.letters/items", { item_key, payload: { to: item_key, seconds } });
}
for (let parcel = 1; parcel <= 4; parcel++) {
  await call("POST", "/queues/shop.returns/items", { item_key: `parcel ${parcel}`, payload: { parcel } });
}

await call("POST", "/artifacts", {
  ref: "shop.stock",
  name: "What is in the store",
  owner_type: "pack",
  owner: "shop",
  retention: { versions: 30 },
});
for (let day = 1; day <= 23; day++) await keep("shop.stock", `${"reed,12\n".repeat(day * 40)}`);
await call("POST", "/artifacts", { ref: "price.list", retention: { versions: 5, days: 90 } });
await keep("price.list", "loom 900\nreed 12\n");
await call("POST", "/artifacts", {
  ref: "shop.move",
  name: "How far the move has come",
  kind: "progress",
  owner_type: "pack",
  owner: "shop",
});
for (const percent of [10, 35, 60]) {
  await call("POST", "/artifacts/shop.move/progress", { percent, shelf: `row ${percent / 5}` });
}
await call("POST", "/workflows/shop.report/draft/execute", {
  definition: source.replace("version: 2.0.1", "version: 2.2.0"),
  file: "report.yaml",
  parameters: { day: "tomorrow" },
});

const columns = 40;
const lines = ["ref: shop.wide", "label: A thousand tasks", "version: 1.0.0", "tasks:"];
for (let row = 0; row < 25; row++) {
  for (let column = 0; column < columns; column++) {
    lines.push(`  - name: t${row}_${column}`, "    action: core.noop");
    if (row < 24) lines.push(`    on_success: t${row + 1}_${column}`);
  }
}
await call("POST", "/packs/shop/workflows", { definition: `${lines.join("\n")}\n`, file: "wide.yaml" });
await start("shop.wide", {});
await until("the reports", async () => (await call("GET", "/executions/stats")).completed >= 20);

import { expect, test } from "@playwright/test";
import { push } from "./api";
import { usable } from "./axe";

test("a policy is made, changed, switched off and deleted; a mistake stands at its field", async ({
  page,
  request,
}) => {
  await request.delete("/api/v1/policies/e2e.gentle");
  await page.goto("/ui/policies");
  await page.getByRole("button", { name: "Make a policy" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Policy/).fill("e2e.gentle");
  await dialog.getByLabel(/^Which/).fill("e2e.greet");
  await dialog.getByRole("group", { name: "At once" }).getByLabel("At most").fill("0");
  await dialog.getByRole("button", { name: "Make", exact: true }).click();
  await expect(dialog.getByText("is a whole number from 1 to")).toBeVisible();
  await dialog.getByRole("group", { name: "At once" }).getByLabel("At most").fill("7");
  await dialog.getByRole("button", { name: "Make", exact: true }).click();
  const line = page.getByRole("complementary", { name: "Policy e2e.gentle" });
  await expect(line.getByText("7 at once; more wait in line")).toBeVisible();

  await line.getByRole("button", { name: "Change" }).click();
  await expect(dialog.getByLabel(/^Which/)).toHaveValue("e2e.greet");
  await dialog.getByLabel("Never more started than").fill("9000");
  await dialog.getByRole("button", { name: "Change", exact: true }).click();
  await expect(line.getByText("9000 in all")).toBeVisible();
  await line.getByRole("button", { name: "Switch off" }).click();
  await expect(page.getByRole("row", { name: /e2e\.gentle/ })).toContainText("off");
  await line.getByRole("button", { name: "Delete e2e.gentle" }).click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("row", { name: /e2e\.gentle/ })).toHaveCount(0);
});

test("a rule is tried on a stored event before it is stored, then changed and deleted", async ({
  page,
  request,
}) => {
  await request.delete("/api/v1/rules/e2e.on_dev");
  await push(request, "dev");
  await page.goto("/ui/rules");
  await page.getByRole("button", { name: "Make a rule" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Rule/).fill("e2e.on_dev");
  await dialog.getByLabel(/^An event of this trigger/).fill("e2e.pushed");
  await dialog.getByLabel(/^Conditions/).fill('{"branch": "main"}');
  await dialog.getByLabel(/^Start/).fill("e2e.print_lines");
  await dialog.getByRole("button", { name: "Try" }).click();
  await expect(dialog.getByText("does not match", { exact: true })).toBeVisible();
  await dialog.getByLabel(/^Conditions/).fill('{"branch": "dev"}');
  await dialog.getByLabel(/^with these parameters/).fill('{"lines": "{{ 1 + 1 }}"}');
  await dialog.getByRole("button", { name: "Try" }).click();
  await expect(dialog.getByText("It would start e2e.print_lines with")).toBeVisible();
  await expect(dialog.getByText('"lines": 2')).toBeVisible();
  await usable(page, '[role="dialog"]');
  await dialog.getByRole("button", { name: "Make", exact: true }).click();
  const rule = page.getByRole("complementary", { name: "Rule e2e.on_dev" });
  await expect(rule).toContainText('"dev"');

  await rule.getByRole("button", { name: "Change" }).click();
  await dialog.getByLabel(/^Conditions/).fill("event.payload.branch ==");
  await dialog.getByRole("button", { name: "Change", exact: true }).click();
  await expect(dialog.getByLabel(/^Conditions/)).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel(/^Conditions/).fill("event.payload.branch == 'test'");
  await dialog.getByRole("button", { name: "Change", exact: true }).click();
  await expect(rule).toContainText("== 'test'");
  await rule.getByRole("button", { name: "Delete e2e.on_dev" }).click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("row", { name: /e2e\.on_dev/ })).toHaveCount(0);
});

test("a rule is limited to permission sets; one that nobody has is refused at the field", async ({
  page,
  request,
}) => {
  await request.delete("/api/v1/rules/e2e.narrow");
  await request.post("/api/v1/permission-sets", {
    data: { ref: "e2e-narrow", grants: [{ resource: "executions", actions: ["read"] }] },
  });
  await page.goto("/ui/rules");
  await page.getByRole("button", { name: "Make a rule" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Rule/).fill("e2e.narrow");
  await dialog.getByLabel(/^An event of this trigger/).fill("e2e.pushed");
  await dialog.getByLabel(/^Start/).fill("e2e.print_lines");
  await dialog.getByLabel(/^and may do what/).fill("e2e-nar");
  await page.getByRole("option", { name: "e2e-narrow" }).click();
  await page.keyboard.press("Escape");
  await request.delete("/api/v1/permission-sets/e2e-narrow");
  await dialog.getByRole("button", { name: "Make", exact: true }).click();
  await expect(dialog.getByText("there is no permission set `e2e-narrow`")).toBeVisible();
  await request.post("/api/v1/permission-sets", {
    data: { ref: "e2e-narrow", grants: [{ resource: "executions", actions: ["read"] }] },
  });
  await dialog.getByRole("button", { name: "Make", exact: true }).click();
  const rule = page.getByRole("complementary", { name: "Rule e2e.narrow" });
  await expect(rule.getByText("May do no more than e2e-narrow.")).toBeVisible();
  await rule.getByRole("button", { name: "Change" }).click();
  await expect(dialog.getByText("e2e-narrow", { exact: true })).toBeVisible();
  await request.delete("/api/v1/rules/e2e.narrow");
  await request.delete("/api/v1/permission-sets/e2e-narrow");
});

test("text that is not stored is not left unasked, and stored text is", async ({ page, request }) => {
  const definition =
    "ref: e2e.left\nlabel: Left\nversion: 1.0.0\ntasks:\n  - { name: a, action: core.noop }\n";
  await request.delete("/api/v1/workflows/e2e.left");
  await request.post("/api/v1/packs/e2e/workflows", { data: { definition, file: "left.yaml" } });
  await page.goto("/ui/workflows/e2e.left?tab=source");
  const source = page.getByRole("textbox", { name: /Source of/ });
  const asked = page.getByRole("dialog", { name: "Leave e2e.left without storing it?" });
  const inbox = page.getByRole("navigation").getByRole("link", { name: "Inbox" });
  await source.click();
  await page.keyboard.insertText("# A note.\n");
  await inbox.click();
  await asked.getByRole("button", { name: "Stay here" }).click();
  await expect(source).toContainText("# A note.");
  await page.getByRole("tab", { name: "Runs" }).click();
  await asked.getByRole("button", { name: "Leave" }).click();
  await expect(page.getByText("It has never run")).toBeVisible();
  await page.getByRole("tab", { name: "Source and graph" }).click();
  await expect(source).not.toContainText("# A note.");

  await source.click();
  await page.keyboard.insertText("# Another.\n");
  const closing = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  expect((await closing).type()).toBe("beforeunload");
  await (await closing).dismiss();
  await page.getByRole("button", { name: "Store" }).click();
  await expect(page.getByRole("button", { name: "Store" })).toBeDisabled();
  await inbox.click();
  await expect(page.getByRole("heading", { name: "Inbox" })).toBeVisible();
  await request.delete("/api/v1/workflows/e2e.left");
});

test("a service with a role of its own gets a token that is shown once, and is disabled", async ({
  page,
  request,
}) => {
  await request.delete("/api/v1/identities/e2e-builds");
  await request.delete("/api/v1/permission-sets/e2e-starter");
  await page.goto("/ui/identities");
  await page.getByRole("button", { name: "Make a role" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Role/).fill("e2e-starter");
  await dialog.getByRole("button", { name: "Make", exact: true }).click();
  await expect(page.getByRole("row", { name: /e2e-starter/ })).toBeVisible();

  await page.getByRole("button", { name: "Make an identity" }).click();
  await dialog.getByText("A service").click();
  await dialog.getByLabel(/^Login/).fill("e2e builds");
  await dialog.getByLabel(/^Roles/).fill("e2e-st");
  await page.getByRole("option", { name: "e2e-starter" }).click();
  await page.keyboard.press("Tab");
  await usable(page, '[role="dialog"]');
  await dialog.getByRole("button", { name: "Make", exact: true }).click();
  await expect(dialog.getByLabel(/^Login/)).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel(/^Login/).fill("e2e-builds");
  await dialog.getByRole("button", { name: "Make", exact: true }).click();
  const identity = page.getByRole("complementary", { name: "Identity e2e-builds" });
  await identity.getByRole("button", { name: "Make a token" }).click();
  await dialog.getByLabel(/^Name/).fill("builds");
  await dialog.getByRole("button", { name: "Make", exact: true }).click();
  const token = (await dialog.getByText(/^hdl_/).innerText()).trim();
  const whoami = await request.get("/api/v1/identities", { headers: { Authorization: `Bearer ${token}` } });
  expect(whoami.status()).toBeLessThan(500);
  await dialog.getByRole("button", { name: "I have kept it" }).click();
  await expect(identity.getByText("builds", { exact: true })).toBeVisible();
  expect(await page.content()).not.toContain(token);
  await identity.getByRole("button", { name: "Revoke builds" }).click();
  await expect(identity.getByText("It has no token")).toBeVisible();
  await identity.getByRole("button", { name: "Disable" }).click();
  await expect(page.getByRole("row", { name: /e2e-builds/ })).toContainText("disabled");
  await identity.getByRole("button", { name: "Delete e2e-builds" }).click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("row", { name: /e2e-builds/ })).toHaveCount(0);
});

test("what is not stored is run beside the editor, and stays no version", async ({ page, request }) => {
  await page.goto("/ui/workflows/e2e.fail?tab=source");
  await expect(page.getByText("valid", { exact: true })).toBeVisible();
  await page.getByRole("textbox", { name: /Source of/ }).click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(
    "ref: e2e.fail\nlabel: Fail\nversion: 1.0.0\nparameters:\n  word: { type: string, required: true }\n" +
      'tasks:\n  - name: draft_task\n    action: core.echo\n    input: { message: "{{ parameters.word }}" }\n' +
      'output_map:\n  said: "{{ task.draft_task.result.stdout }}"\n',
  );
  await expect(page.locator('.react-flow__node[data-id="draft_task"]')).toBeVisible();
  await page.getByRole("button", { name: "Test run" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Run", exact: true }).click();
  await expect(dialog.getByText("is required")).toBeVisible();
  await dialog.getByLabel(/^word/).fill("from the draft");
  await dialog.getByRole("button", { name: "Run", exact: true }).click();
  await expect(
    page.locator('.react-flow__node[data-id="draft_task"] [data-state="completed"]'),
  ).toBeVisible();
  await expect(page.getByText('"said": "from the draft"')).toBeVisible();
  await expect(page.getByRole("textbox", { name: /Source of/ })).toContainText("draft_task");
  const whole = await page.getByRole("link", { name: "The whole run" }).getAttribute("href");
  await page.goto(whole ?? "");
  await expect(page.getByText("in a text that was tried and not stored")).toBeVisible();
  await page.goto("/ui/executions?workflow=e2e.fail");
  await expect(page.getByRole("row").filter({ hasText: whole?.split("/").at(-1) })).toContainText("draft");
  const versions = await request.get("/api/v1/workflows/e2e.fail/versions");
  expect(((await versions.json()) as { data: unknown[] }).data).toHaveLength(1);
});

test("a schedule is run for times in the past, after a look at which, and says how far it is", async ({
  page,
}) => {
  await page.goto("/ui/rules?tab=schedules");
  await page.getByRole("button", { name: "Backfill e2e.nightly" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^From/).fill("2026-03-01T00:00");
  await dialog.getByLabel(/^To/).fill("2026-02-01T00:00");
  await dialog.getByRole("button", { name: "Preview" }).click();
  await expect(dialog.getByRole("alert")).toContainText("before");
  await dialog.getByLabel(/^To/).fill("2026-03-09T00:00");
  await dialog.getByRole("button", { name: "Preview" }).click();
  await expect(dialog.getByText("e2e.print_lines would run 8 times")).toBeVisible();
  await expect(dialog.getByText("and 2 more")).toBeVisible();
  await dialog.getByLabel(/^At a time/).fill("3");
  await expect(dialog.getByRole("button", { name: "Run all 8" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Preview" }).click();
  await dialog.getByRole("button", { name: "Run all 8" }).click();
  await expect(dialog.getByText("8 of 8 done")).toBeVisible({ timeout: 30_000 });
  await expect(page).toHaveURL(/backfill=/);
});

import { expect, test } from "@playwright/test";
import { ended } from "./api";

function file(name: string, text: string) {
  return { name, mimeType: "text/plain", buffer: Buffer.from(text) };
}

test("S3-61: scripts are uploaded, updated and cancelled, and the answers shown", async ({
  page,
  request,
}) => {
  await page.goto("/ui/workflows");
  await page.getByRole("link", { name: "Upload scripts" }).click();
  const files = page.locator('input[type="file"]');
  const answer = page.getByRole("status");

  await files.first().setInputFiles(file("wrong.workflow", "fun first(:\n"));
  await page.getByRole("button", { name: "Upload and run" }).click();
  await expect(answer).toContainText("400 refused");
  await expect(answer).toContainText('"line"');

  await files
    .first()
    .setInputFiles(file("slow.workflow", "fun first():\n    import time\n    time.sleep(60)\n"));
  await page.getByRole("button", { name: "Upload and run" }).click();
  await expect(answer).toContainText("201 accepted");
  const first = await idIn(answer);

  await page.getByRole("link", { name: `Update ${first}` }).click();
  await expect(page.getByLabel(/^Id/)).toHaveValue(first);
  await files.first().setInputFiles(file("quick.workflow", "fun first():\n    print('done')\n"));
  await page.getByRole("button", { name: "Update" }).click();
  await expect(answer).toContainText("201 accepted");
  const second = await idIn(answer);
  expect(second).not.toBe(first);
  expect(await ended(request, first)).toBe("cancelled");
  expect(await ended(request, second)).toBe("completed");

  await page.getByRole("link", { name: `Cancel ${second}` }).click();
  await page.getByRole("button", { name: "Cancel what runs" }).click();
  await expect(answer).toContainText("409 refused");
  await page.getByRole("link", { name: second, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/ui/executions/${second}`));
});

async function idIn(answer: import("@playwright/test").Locator): Promise<string> {
  const text = await answer.innerText();
  const found = /"id": "([0-9a-z]+)"/.exec(text)?.[1];
  expect(found, text).toBeDefined();
  return found ?? "";
}

import { expect, type APIRequestContext } from "@playwright/test";

/** Starts a workflow as a program would; its id. */
export async function start(
  request: APIRequestContext,
  ref: string,
  parameters: Record<string, unknown> = {},
): Promise<string> {
  const answer = await request.post(`/api/v1/workflows/${ref}/execute`, { data: { parameters } });
  expect(answer.status()).toBe(202);
  return ((await answer.json()) as { data: { id: string } }).data.id;
}

/** Waits until an execution has ended; its status. */
export async function ended(request: APIRequestContext, id: string): Promise<string> {
  let status = "";
  await expect
    .poll(
      async () => {
        const answer = await request.get(`/api/v1/executions/${id}`);
        status = ((await answer.json()) as { data: { status: string } }).data.status;
        return status;
      },
      { timeout: 45_000 },
    )
    .toMatch(/completed|failed|timeout|cancelled/);
  return status;
}

/** Sends an event of the pack's trigger, as another system would. */
export async function push(request: APIRequestContext, branch: string): Promise<void> {
  const opened = await request.post("/api/v1/triggers/e2e.pushed/webhooks/enable", {
    data: { signed: false },
  });
  const { data } = (await opened.json()) as { data: { webhook_path: string } };
  expect((await request.post(data.webhook_path, { data: { branch } })).status()).toBe(200);
}

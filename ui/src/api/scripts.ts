/** What the server said: its status and its document, refusals included. */
export interface Said {
  readonly status: number;
  readonly body: unknown;
}

async function said(base: string, path: string, init: RequestInit): Promise<Said> {
  const answer = await fetch(`${base.replace(/\/+$/, "")}${path}`, {
    method: "POST",
    credentials: "same-origin",
    ...init,
  });
  return { status: answer.status, body: await answer.json() };
}

function form(workflow: File, requirements: File | null, id?: string): FormData {
  const parts = new FormData();
  if (id !== undefined) parts.append("id", id);
  parts.append("file", workflow);
  if (requirements) parts.append("requirements", requirements);
  return parts;
}

/** Uploads of script files, under the names of their source (S3-57, S3-59, S3-60). */
export const scriptActions = {
  upload: (base: string, workflow: File, requirements: File | null) =>
    said(base, "/upload", { body: form(workflow, requirements) }),
  update: (base: string, id: string, workflow: File, requirements: File | null) =>
    said(base, "/update", { body: form(workflow, requirements, id) }),
  cancel: (base: string, id: string) =>
    said(base, "/cancel", {
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ id }),
    }),
};

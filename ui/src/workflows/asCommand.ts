import type { Workflow } from "../api/workflows";

/** The command that starts a workflow with these parameters. */
export function asCommand(workflow: Pick<Workflow, "source">, parameters: Record<string, unknown>): string {
  const given = Object.entries(parameters).map(
    ([name, value]) => ` \\\n  --param ${quoted(`${name}=${asText(value)}`)}`,
  );
  return `heddle run ${quoted(workflow.source.file)}${given.join("")}`;
}

/** The request that starts a workflow with these parameters. */
export function asCurl(ref: string, parameters: Record<string, unknown>, origin: string): string {
  return [
    `curl -X POST ${quoted(`${origin}/api/v1/workflows/${encodeURIComponent(ref)}/execute`)}`,
    `-H 'Content-Type: application/json'`,
    `-d ${quoted(JSON.stringify({ parameters }))}`,
  ].join(" \\\n  ");
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

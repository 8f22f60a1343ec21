/** A start of a workflow as it is written down for others. */
export interface Start {
  readonly ref: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly label: string;
  /** The address of this server. */
  readonly origin: string;
  /** Whether the server asks who calls. */
  readonly guarded: boolean;
}

/** The body of the request. */
export function asBody({ parameters, label }: Pick<Start, "parameters" | "label">): Record<string, unknown> {
  return { parameters, ...(label ? { trace_tag: label } : {}) };
}

/** The command that starts a workflow on this server and looks on; the token is that of `heddle login`. */
export function asCommand({ ref, parameters, label, origin }: Start): string {
  return [
    `heddle workflow execute ${quoted(ref)} --watch`,
    `--api-url ${quoted(origin)}`,
    ...(label ? [`--label ${quoted(label)}`] : []),
    ...Object.entries(parameters).map(([name, value]) => `--param ${quoted(`${name}=${asText(value)}`)}`),
  ].join(" \\\n  ");
}

/** The request that starts a workflow; the token is that of the shell. */
export function asCurl(start: Start): string {
  return [
    `curl -X POST ${quoted(`${start.origin}/api/v1/workflows/${encodeURIComponent(start.ref)}/execute`)}`,
    ...(start.guarded ? [`-H "Authorization: Bearer $HEDDLE_TOKEN"`] : []),
    `-H 'Content-Type: application/json'`,
    `-d ${quoted(JSON.stringify(asBody(start)))}`,
  ].join(" \\\n  ");
}

/** The command reads a value as JSON if it can; a text that looks like JSON is written as JSON, too. */
function asText(value: unknown): string {
  return typeof value === "string" && !isJson(value) ? value : JSON.stringify(value);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

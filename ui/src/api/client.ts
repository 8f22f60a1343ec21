import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type Mistake = Schemas["Mistake"];

/** A refusal of the server: what it was, in words, and every mistake in what was sent. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string | undefined,
    readonly errors: Mistake[],
  ) {
    super(detail ?? title);
    this.name = "Problem";
  }
}

export const api = createClient<paths>({ baseUrl: "", credentials: "same-origin" });

api.use({
  async onResponse({ response }) {
    if (response.ok) return undefined;
    throw await problemOf(response);
  },
  onError() {
    throw new Problem(0, "unreachable", "The server does not answer", "Is it still running?", []);
  },
});

async function problemOf(response: Response): Promise<Problem> {
  try {
    const body = (await response.json()) as Partial<Schemas["Problem"]>;
    return new Problem(
      response.status,
      body.code ?? "unknown",
      body.title ?? response.statusText,
      body.detail,
      body.errors ?? [],
    );
  } catch {
    return new Problem(response.status, "unknown", `The server answered ${response.status}`, undefined, []);
  }
}

/** The body of an answer that was not refused; refusals have been thrown by now. */
export async function data<T>(call: Promise<{ data?: { data: T } }>): Promise<T> {
  const answer = await call;
  if (answer.data === undefined) throw new Problem(0, "empty", "The server answered nothing", undefined, []);
  return answer.data.data;
}

/** A page of a list, whole: its rows and how many there are in all. */
export async function page<P>(call: Promise<{ data?: P }>): Promise<P> {
  const answer = await call;
  if (answer.data === undefined) throw new Problem(0, "empty", "The server answered nothing", undefined, []);
  return answer.data;
}

import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import type { Layout, Shape } from "./layout";

/** The places of a graph's nodes; asked for again only when its shape changes, not its states. */
export const placesOf = (shape: Shape, key: string) =>
  queryOptions({
    // The shape as text: of an object the names within would be sorted each time.
    queryKey: ["layout", key],
    queryFn: () => layOut(shape),
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });

export function useLayout(shape: Shape, key: string) {
  // Opening a node moves the others; until their places are known they stay where they are.
  return useQuery({ ...placesOf(shape, key), placeholderData: keepPreviousData });
}

interface Waiting {
  readonly resolve: (layout: Layout) => void;
  readonly reject: (error: Error) => void;
}

interface Answer {
  readonly number: number;
  readonly layout?: Layout;
  readonly error?: string;
}

const FAILED = "The graph could not be laid out";
const waiting = new Map<number, Waiting>();
let last = 0;
// It starts with this module, while the graph is still being asked for, and is kept.
let worker = start();

function start(): Worker | undefined {
  if (typeof Worker === "undefined") return undefined;
  const made = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
  made.onmessage = (event: MessageEvent<Answer>) => {
    const { number, layout, error } = event.data;
    const one = waiting.get(number);
    waiting.delete(number);
    if (layout) one?.resolve(layout);
    else one?.reject(new Error(error ?? FAILED));
  };
  made.onerror = () => {
    worker = undefined;
    made.terminate();
    for (const one of waiting.values()) one.reject(new Error(FAILED));
    waiting.clear();
  };
  return made;
}

function layOut(shape: Shape): Promise<Layout> {
  worker ??= start();
  const number = ++last;
  return new Promise<Layout>((resolve, reject) => {
    waiting.set(number, { resolve, reject });
    worker?.postMessage({ number, shape });
  });
}

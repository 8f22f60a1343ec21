import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Layout, Shape } from "./layout";

/** The places of a graph's nodes; asked for again only when its shape changes, not its states. */
export function useLayout(shape: Shape | undefined) {
  return useQuery({
    queryKey: ["layout", shape],
    queryFn: () => layOut(shape as Shape),
    enabled: shape !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    // Opening a node moves the others; until their places are known they stay where they are.
    placeholderData: keepPreviousData,
  });
}

function layOut(shape: Shape): Promise<Layout> {
  const worker = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
  return new Promise<Layout>((resolve, reject) => {
    worker.onmessage = (event: MessageEvent<{ layout?: Layout; error?: string }>) => {
      if (event.data.layout) resolve(event.data.layout);
      else reject(new Error(event.data.error ?? "The graph could not be laid out"));
    };
    worker.onerror = () => reject(new Error("The graph could not be laid out"));
    worker.postMessage(shape);
  }).finally(() => worker.terminate());
}

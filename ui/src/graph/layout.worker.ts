import { fastLayout } from "./fastLayout";
import { fromElk, type Layout, type Shape, toElk } from "./layout";

/** From so many nodes on being quick matters more than looking best. */
const MANY = 300;

interface Elk {
  layout(graph: unknown): Promise<Parameters<typeof fromElk>[0]>;
}
let elk: Promise<Elk> | undefined;

/** Large, so it is fetched when it is needed. */
async function beautiful(): Promise<Elk> {
  const { default: ELK } = await import("elkjs/lib/elk-api.js");
  const { Worker: ElkWorker } = await import("elkjs/lib/elk-worker.js");
  // Loaded within a worker, it takes the messages of that worker for its own.
  self.onmessage = listen;
  return new ELK({ workerFactory: () => new ElkWorker() as unknown as Worker }) as unknown as Elk;
}

async function layOut(shape: Shape): Promise<Layout> {
  if (shape.nodes.length > MANY) return fastLayout(shape);
  elk ??= beautiful();
  return fromElk(await (await elk).layout(toElk(shape)));
}

// Layout runs here so that the page stays alive while a thousand nodes find their places.
async function listen(event: MessageEvent<{ number: number; shape: Shape }>) {
  const { number, shape } = event.data;
  try {
    self.postMessage({ number, layout: await layOut(shape) });
  } catch (error) {
    self.postMessage({ number, error: String(error) });
  }
}
self.onmessage = listen;

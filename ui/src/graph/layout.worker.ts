import ELK from "elkjs/lib/elk-api.js";
import { Worker as ElkWorker } from "elkjs/lib/elk-worker.js";
import { fromElk, type Shape, toElk } from "./layout";

// Layout runs here so that the page stays alive while a thousand nodes find their places.
const elk = new ELK({ workerFactory: () => new ElkWorker() as unknown as Worker });

self.onmessage = async (event: MessageEvent<Shape>) => {
  try {
    self.postMessage({ layout: fromElk(await elk.layout(toElk(event.data))) });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};

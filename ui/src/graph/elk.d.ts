declare module "elkjs/lib/elk-worker.js" {
  export const Worker: new (url?: string) => unknown;
}

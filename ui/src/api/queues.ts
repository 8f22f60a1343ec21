import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, data, page, type Schemas } from "./client";

export type Queue = Schemas["WorkQueue"];
export type QueueDocument = Schemas["WorkQueueDocument"];
export type QueueItem = Schemas["QueueItem"];
export type NewQueueItem = Schemas["NewQueueItem"];
export type ItemState = QueueItem["state"];

const LIVE_MS = 2_000;
const PER_PAGE = 50;

const ofQueue = (ref: string) => ({ path: { queue_ref: ref } });

export const queueQueries = {
  list: (filter: { page?: number }) =>
    queryOptions({
      queryKey: ["queues", filter],
      queryFn: () =>
        page(api.GET("/api/v1/queues", { params: { query: { ...filter, per_page: PER_PAGE } } })),
      refetchInterval: LIVE_MS,
      placeholderData: keepPreviousData,
    }),
  one: (ref: string) =>
    queryOptions({
      queryKey: ["queues", ref],
      queryFn: () => data(api.GET("/api/v1/queues/{queue_ref}", { params: ofQueue(ref) })),
      refetchInterval: LIVE_MS,
    }),
  items: (ref: string, filter: { state?: ItemState; page?: number }) =>
    queryOptions({
      queryKey: ["queues", ref, "items", filter],
      queryFn: () =>
        page(
          api.GET("/api/v1/queues/{queue_ref}/items", {
            params: { ...ofQueue(ref), query: { ...filter, per_page: PER_PAGE } },
          }),
        ),
      refetchInterval: LIVE_MS,
      placeholderData: keepPreviousData,
    }),
  item: (ref: string, id: string) =>
    queryOptions({
      queryKey: ["queues", ref, "item", id],
      queryFn: () =>
        data(
          api.GET("/api/v1/queues/{queue_ref}/items/{id}", {
            params: { path: { queue_ref: ref, id } },
          }),
        ),
      refetchInterval: LIVE_MS,
    }),
};

/** What of a queue is its maker's, and can be put in its place again with a change. */
function documentOf(queue: Queue): QueueDocument {
  const { ref, label, dispatch_action, enabled, accepting_new_items, default_priority } = queue;
  const { allow_pending_update, update_strategy, batch_mode, item_schema, action_params, config } = queue;
  return {
    ref,
    label,
    dispatch_action,
    enabled,
    accepting_new_items,
    default_priority,
    allow_pending_update,
    update_strategy,
    batch_mode,
    item_schema,
    action_params,
    config,
  } as QueueDocument;
}

export const queueActions = {
  create: (queue: QueueDocument) => data(api.POST("/api/v1/queues", { body: queue })),
  change: (queue: Queue, change: Partial<QueueDocument>) =>
    data(
      api.PUT("/api/v1/queues/{queue_ref}", {
        params: ofQueue(queue.ref),
        body: { ...documentOf(queue), ...change },
      }),
    ),
  delete: (ref: string) => data(api.DELETE("/api/v1/queues/{queue_ref}", { params: ofQueue(ref) })),
  put: (ref: string, item: NewQueueItem) =>
    data(api.POST("/api/v1/queues/{queue_ref}/items", { params: ofQueue(ref), body: item })),
  cancel: (item: QueueItem) =>
    data(
      api.POST("/api/v1/queues/{queue_ref}/items/{id}/cancel", {
        params: { path: { queue_ref: item.queue, id: item.id } },
      }),
    ),
};

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, data, page, type Schemas } from "./client";

export type Key = Schemas["Key"];
export type Worker = Schemas["Worker"];
export type AuditEntry = Schemas["AuditEntry"];
export type Identity = Schemas["Identity"];
export type Rule = Schemas["Rule"];
export type Enforcement = Schemas["Enforcement"];

const LIVE_MS = 5_000;

export const manageQueries = {
  keys: (filter: { page?: number }) =>
    queryOptions({
      queryKey: ["keys", filter],
      queryFn: () => page(api.GET("/api/v1/keys", { params: { query: { ...filter, per_page: 50 } } })),
      placeholderData: keepPreviousData,
    }),
  workers: () =>
    queryOptions({
      queryKey: ["workers"],
      queryFn: () => data(api.GET("/api/v1/workers")),
      refetchInterval: LIVE_MS,
    }),
  audit: (filter: { actor?: string; operation?: string; before?: number; limit: number }) =>
    queryOptions({
      queryKey: ["audit", filter],
      queryFn: () => data(api.GET("/api/v1/audit", { params: { query: filter } })),
      placeholderData: keepPreviousData,
    }),
  identities: (filter: { page?: number }) =>
    queryOptions({
      queryKey: ["identities", filter],
      queryFn: () => page(api.GET("/api/v1/identities", { params: { query: { ...filter, per_page: 50 } } })),
      placeholderData: keepPreviousData,
    }),
  permissionSets: () =>
    queryOptions({
      queryKey: ["permission-sets"],
      queryFn: () => page(api.GET("/api/v1/permission-sets", { params: { query: { per_page: 100 } } })),
    }),
  rules: (filter: { page?: number }) =>
    queryOptions({
      queryKey: ["rules", filter],
      queryFn: () => page(api.GET("/api/v1/rules", { params: { query: { ...filter, per_page: 50 } } })),
      placeholderData: keepPreviousData,
    }),
  events: () =>
    queryOptions({
      queryKey: ["events"],
      queryFn: () => page(api.GET("/api/v1/events", { params: { query: { per_page: 50 } } })),
      refetchInterval: LIVE_MS,
    }),
  enforcements: (filter: { rule_ref?: string }) =>
    queryOptions({
      queryKey: ["enforcements", filter],
      queryFn: () =>
        page(api.GET("/api/v1/enforcements", { params: { query: { ...filter, per_page: 50 } } })),
      refetchInterval: LIVE_MS,
      placeholderData: keepPreviousData,
    }),
};

export const manageActions = {
  setKey: (key: Schemas["NewKey"]) => data(api.POST("/api/v1/keys", { body: key })),
  deleteKey: (key: Key) =>
    data(
      api.DELETE("/api/v1/keys/{key_ref}", {
        params: {
          path: { key_ref: key.ref },
          query: { owner_type: key.owner_type, ...(key.owner ? { owner: key.owner } : {}) },
        },
      }),
    ),
  switchRule: (rule: Rule) =>
    rule.enabled
      ? data(api.POST("/api/v1/rules/{rule_ref}/disable", { params: { path: { rule_ref: rule.ref } } }))
      : data(api.POST("/api/v1/rules/{rule_ref}/enable", { params: { path: { rule_ref: rule.ref } } })),
};

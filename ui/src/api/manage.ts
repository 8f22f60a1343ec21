import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, data, page, type Schemas } from "./client";

export type Key = Schemas["Key"];
export type Worker = Schemas["Worker"];
export type AuditEntry = Schemas["AuditEntry"];
export type Identity = Schemas["Identity"];
export type Token = Schemas["Token"];

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
  tokens: () => queryOptions({ queryKey: ["tokens"], queryFn: () => data(api.GET("/api/v1/auth/tokens")) }),
};

export const manageActions = {
  makeToken: (name: string, seconds: number) =>
    data(
      api.POST("/api/v1/auth/tokens", { body: { name, ...(seconds > 0 ? { expires_in: seconds } : {}) } }),
    ),
  revokeToken: (id: string) => data(api.DELETE("/api/v1/auth/tokens/{id}", { params: { path: { id } } })),
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
};

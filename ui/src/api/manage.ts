import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, data, page, type Schemas } from "./client";

export type Key = Schemas["Key"];
export type Worker = Schemas["Worker"];
export type AuditEntry = Schemas["AuditEntry"];
export type Identity = Schemas["Identity"];
export type Token = Schemas["Token"];
export type PermissionSet = Schemas["PermissionSet"];
export type Grant = Schemas["Grant"];

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
  /** One's own, or those of an identity. */
  tokens: (identity?: string) =>
    queryOptions({
      queryKey: ["tokens", identity ?? "own"],
      queryFn: () =>
        identity === undefined
          ? data(api.GET("/api/v1/auth/tokens"))
          : data(api.GET("/api/v1/identities/{id}/tokens", { params: { path: { id: identity } } })),
    }),
};

export const manageActions = {
  makeToken: (identity: string | undefined, name: string, seconds: number) => {
    const body = { name, ...(seconds > 0 ? { expires_in: seconds } : {}) };
    return identity === undefined
      ? data(api.POST("/api/v1/auth/tokens", { body }))
      : data(api.POST("/api/v1/identities/{id}/tokens", { params: { path: { id: identity } }, body }));
  },
  revokeToken: (identity: string | undefined, id: string) =>
    identity === undefined
      ? data(api.DELETE("/api/v1/auth/tokens/{id}", { params: { path: { id } } }))
      : data(
          api.DELETE("/api/v1/identities/{id}/tokens/{token}", {
            params: { path: { id: identity, token: id } },
          }),
        ),
  createIdentity: (identity: Schemas["NewIdentity"]) =>
    data(api.POST("/api/v1/identities", { body: identity })),
  changeIdentity: (id: string, change: Schemas["IdentityChange"]) =>
    data(api.PUT("/api/v1/identities/{id}", { params: { path: { id } }, body: change })),
  deleteIdentity: (id: string) => data(api.DELETE("/api/v1/identities/{id}", { params: { path: { id } } })),
  createSet: (set: Schemas["NewPermissionSet"]) => data(api.POST("/api/v1/permission-sets", { body: set })),
  replaceSet: (ref: string, set: Schemas["PermissionSetChange"]) =>
    data(api.PUT("/api/v1/permission-sets/{ref}", { params: { path: { ref } }, body: set })),
  deleteSet: (ref: string) =>
    data(api.DELETE("/api/v1/permission-sets/{ref}", { params: { path: { ref } } })),
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

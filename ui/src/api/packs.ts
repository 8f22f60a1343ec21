import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, data, page, type Schemas } from "./client";

export type Pack = Schemas["Pack"];
export type Action = Schemas["Action"];
export type PackConfig = Schemas["PackConfig"];
export type Setting = PackConfig["settings"][number];

export interface PageFilter {
  readonly page?: number;
  readonly per_page?: number;
}

const ofPack = (ref: string) => ({ path: { pack_ref: ref } });

export const packQueries = {
  list: (filter: PageFilter) =>
    queryOptions({
      queryKey: ["packs", filter],
      queryFn: () => page(api.GET("/api/v1/packs", { params: { query: filter } })),
      placeholderData: keepPreviousData,
    }),
  one: (ref: string) =>
    queryOptions({
      queryKey: ["packs", ref],
      queryFn: () => data(api.GET("/api/v1/packs/{pack_ref}", { params: ofPack(ref) })),
    }),
  config: (ref: string) =>
    queryOptions({
      queryKey: ["packs", ref, "config"],
      queryFn: () => data(api.GET("/api/v1/packs/{pack_ref}/config", { params: ofPack(ref) })),
    }),
  workflows: (ref: string) =>
    queryOptions({
      queryKey: ["packs", ref, "workflows"],
      queryFn: () =>
        page(
          api.GET("/api/v1/packs/{pack_ref}/workflows", {
            params: { ...ofPack(ref), query: { per_page: 100 } },
          }),
        ),
    }),
  actions: (filter: PageFilter & { q?: string }) =>
    queryOptions({
      queryKey: ["actions", filter],
      queryFn: () => {
        const { q, ...rest } = filter;
        return q
          ? page(api.GET("/api/v1/actions/search", { params: { query: { q, ...rest } } }))
          : page(api.GET("/api/v1/actions", { params: { query: rest } }));
      },
      placeholderData: keepPreviousData,
    }),
  action: (ref: string) =>
    queryOptions({
      queryKey: ["actions", ref],
      queryFn: () => data(api.GET("/api/v1/actions/{action_ref}", { params: { path: { action_ref: ref } } })),
    }),
};

export const packActions = {
  set: (pack: string, name: string, value: unknown, secret: boolean) =>
    data(
      api.PUT("/api/v1/packs/{pack_ref}/config/{name}", {
        params: { path: { pack_ref: pack, name } },
        body: { value: value as never, secret },
      }),
    ),
  unset: (pack: string, name: string) =>
    data(
      api.DELETE("/api/v1/packs/{pack_ref}/config/{name}", { params: { path: { pack_ref: pack, name } } }),
    ),
};

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, data, page, type Schemas } from "./client";

export type Artifact = Schemas["Artifact"];
export type ArtifactVersion = Schemas["ArtifactVersion"];
export type NewArtifact = Schemas["NewArtifact"];

export interface ArtifactFilter {
  readonly text?: string;
  readonly kind?: Artifact["kind"];
  readonly owner_type?: Artifact["owner_type"];
  readonly owner?: string;
  /** What this execution printed; the rest then does not matter. */
  readonly execution_id?: string;
  readonly page?: number;
}

const LIVE_MS = 5_000;

const ofArtifact = (artifact_ref: string) => ({ params: { path: { artifact_ref } } });

export const artifactQueries = {
  list: (filter: ArtifactFilter) =>
    queryOptions({
      queryKey: ["artifacts", "list", filter],
      queryFn: () => page(api.GET("/api/v1/artifacts", { params: { query: { per_page: 50, ...filter } } })),
      placeholderData: keepPreviousData,
    }),
  one: (ref: string) =>
    queryOptions({
      queryKey: ["artifacts", "one", ref],
      queryFn: () => data(api.GET("/api/v1/artifacts/{artifact_ref}", ofArtifact(ref))),
      // A progress record grows while somebody looks at it.
      refetchInterval: (query) => (query.state.data?.kind === "progress" ? LIVE_MS : false),
    }),
  versions: (ref: string) =>
    queryOptions({
      queryKey: ["artifacts", "versions", ref],
      queryFn: () => data(api.GET("/api/v1/artifacts/{artifact_ref}/versions", ofArtifact(ref))),
    }),
};

/** Where a version is fetched from; the server sends it as something to save, never as a page. */
export function downloadOf(ref: string, version: number): string {
  return `/api/v1/artifacts/${encodeURIComponent(ref)}/versions/${version}`;
}

export const artifactActions = {
  create: (artifact: NewArtifact) => data(api.POST("/api/v1/artifacts", { body: artifact })),
  upload: (ref: string, file: File) =>
    data(
      api.POST("/api/v1/artifacts/{artifact_ref}/versions", {
        ...ofArtifact(ref),
        body: file as never,
        bodySerializer: (body: unknown) => body as File,
        headers: { "Content-Type": "application/octet-stream" },
      }),
    ),
  delete: (ref: string) => data(api.DELETE("/api/v1/artifacts/{artifact_ref}", ofArtifact(ref))),
};

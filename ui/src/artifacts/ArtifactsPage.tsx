import { Badge, Button, Group, Select, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { type Artifact, artifactQueries } from "../api/artifacts";
import { ARTIFACT_KINDS, type ArtifactsSearch, OWNER_TYPES } from "../app/search";
import { Beside } from "../components/Beside";
import { Empty, Loaded } from "../components/Feedback";
import { FilterText } from "../components/FilterText";
import { IconPlus } from "../components/icons";
import { Listing, RowName } from "../components/Listing";
import { Page } from "../components/Page";
import { Pages } from "../components/Pages";
import { When } from "../components/When";
import { ArtifactDetails } from "./ArtifactDetails";
import { UploadForm } from "./UploadForm";
import { sizeOf } from "./words";

const route = getRouteApi("/artifacts");

/** Files and progress records with their versions, and what executions printed. */
export function ArtifactsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: Partial<ArtifactsSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const [keeping, setKeeping] = useState(false);
  return (
    <Page
      title="Artifacts"
      lead="Files and progress records that are kept, each with its versions."
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setKeeping(true)}>
          Keep a file
        </Button>
      }
    >
      {keeping && (
        <UploadForm onClose={() => setKeeping(false)} onDone={(artifact) => change({ artifact })} />
      )}
      <Filters search={search} onChange={(part) => change({ ...part, page: undefined })} />
      <Beside
        aside={
          search.artifact && (
            <ArtifactDetails
              key={search.artifact}
              id={search.artifact}
              page={search.versions ?? 1}
              onPage={(versions) => change({ versions })}
              onClose={() => change({ artifact: undefined, versions: undefined })}
            />
          )
        }
      >
        <Artifacts search={search} onChange={change} />
      </Beside>
    </Page>
  );
}

function Filters({
  search,
  onChange,
}: {
  search: ArtifactsSearch;
  onChange: (part: Partial<ArtifactsSearch>) => void;
}) {
  const ofExecution = search.execution !== undefined;
  return (
    <Group gap="xs" align="flex-end">
      <FilterText
        label="Text"
        placeholder="ref or name"
        width={200}
        disabled={ofExecution}
        value={search.text}
        onChange={(text) => onChange({ text })}
      />
      <Select
        label="Kind"
        placeholder="any"
        clearable
        w={130}
        disabled={ofExecution}
        data={ARTIFACT_KINDS}
        value={search.kind ?? null}
        onChange={(kind) => onChange({ kind: (kind ?? undefined) as ArtifactsSearch["kind"] })}
      />
      <Select
        label="Owner"
        placeholder="any"
        clearable
        w={130}
        disabled={ofExecution}
        data={OWNER_TYPES}
        value={search.owner_type ?? null}
        onChange={(type) =>
          onChange({ owner_type: (type ?? undefined) as ArtifactsSearch["owner_type"], owner: undefined })
        }
      />
      {search.owner_type && search.owner_type !== "system" && (
        <FilterText
          label={`Which ${search.owner_type}`}
          width={160}
          disabled={ofExecution}
          value={search.owner}
          onChange={(owner) => onChange({ owner })}
        />
      )}
      <FilterText
        label="Printed by the execution"
        placeholder="its id"
        width={220}
        value={search.execution}
        onChange={(execution) => onChange({ execution })}
      />
    </Group>
  );
}

function Artifacts({
  search,
  onChange,
}: {
  search: ArtifactsSearch;
  onChange: (part: Partial<ArtifactsSearch>) => void;
}) {
  const { text, kind, owner_type, owner, execution, page } = search;
  const query = useQuery(
    artifactQueries.list({
      ...(text ? { text } : {}),
      ...(kind ? { kind } : {}),
      ...(owner_type ? { owner_type } : {}),
      ...(owner ? { owner } : {}),
      ...(execution ? { execution_id: execution } : {}),
      page: page ?? 1,
    }),
  );
  const isFiltered = Boolean(text || kind || owner_type || owner || execution);
  return (
    <Loaded query={query}>
      {({ data, pagination }) =>
        data.length === 0 ? (
          <Nothing filtered={isFiltered} />
        ) : (
          <>
            <Listing<Artifact>
              label="Artifacts"
              rows={data}
              keyOf={(each) => each.ref}
              selected={search.artifact}
              columns={[
                {
                  title: "Artifact",
                  cell: (each) => (
                    <>
                      <RowName onClick={() => onChange({ artifact: each.ref, versions: undefined })}>
                        {each.ref}
                      </RowName>
                      {each.name && (
                        <Text size="xs" c="dimmed">
                          {each.name}
                        </Text>
                      )}
                    </>
                  ),
                },
                {
                  title: "Kind",
                  tight: true,
                  cell: (each) => (
                    <Badge variant="light" color={each.kind === "progress" ? "violet" : "gray"}>
                      {each.kind}
                    </Badge>
                  ),
                },
                { title: "Owner", cell: (each) => [each.owner_type, each.owner].filter(Boolean).join(" ") },
                {
                  title: "Versions",
                  right: true,
                  tight: true,
                  cell: (each) => <span className="number">{each.versions.toLocaleString()}</span>,
                },
                {
                  title: "Size",
                  right: true,
                  tight: true,
                  cell: (each) => <span className="number">{sizeOf(each.size)}</span>,
                },
                { title: "Changed", tight: true, cell: (each) => <When at={each.updated_at} /> },
              ]}
            />
            <Pages pagination={pagination} onChange={(next) => onChange({ page: next })} />
          </>
        )
      }
    </Loaded>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <Empty title="No artifact fits this filter">
      <Link to="/artifacts">Show all of them</Link>
    </Empty>
  ) : (
    <Empty
      title="Nothing is kept yet"
      command={`heddle artifact upload demo.report report.html --api-url ${window.location.origin}`}
    >
      An artifact is a file, or a record of progress, with its former versions. Keep one here, from a task, or
      from the command line; what an execution printed is found by its id.
    </Empty>
  );
}

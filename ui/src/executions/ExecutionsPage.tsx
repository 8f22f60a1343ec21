import { Button, Group, SegmentedControl, Select, Switch, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { executionQueries } from "../api/executions";
import { Empty, Loaded } from "../components/Feedback";
import { IconPlayerPlay } from "../components/icons";
import { Page } from "../components/Page";
import { Pages } from "../components/Pages";
import { EXECUTION_STATES, lookOf } from "../components/states";
import { ExecutionTable } from "./ExecutionTable";
import { RunGrid } from "./RunGrid";
import { SavedViews } from "./SavedViews";
import { StateCounts } from "./StateCounts";
import type { ExecutionsSearch } from "./search";

const route = getRouteApi("/executions");

/** All runs of all dialects, live, filtered by what stands in the URL. */
export function ExecutionsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: Partial<ExecutionsSearch>) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...part }), replace: true });
  const view = search.view ?? "list";
  return (
    <Page
      title="Executions"
      lead="Every run, newest first. The address of this page holds the filter: share it."
      actions={
        <>
          <SavedViews />
          <Button component={Link} to="/workflows" leftSection={<IconPlayerPlay size={16} />}>
            Start one
          </Button>
        </>
      }
    >
      <StateCounts selected={search.status} onSelect={(status) => change({ status })} />
      <Group gap="sm" align="flex-end">
        <FilterText label="Workflow" value={search.workflow} onChange={(workflow) => change({ workflow })} />
        <FilterText label="Pack" value={search.pack} onChange={(pack) => change({ pack })} />
        <Select
          label="State"
          placeholder="any"
          clearable
          w={150}
          data={EXECUTION_STATES.map((status) => ({ value: status, label: lookOf(status).word }))}
          value={search.status ?? null}
          onChange={(status) => change({ status: (status ?? undefined) as ExecutionsSearch["status"] })}
        />
        <Switch
          label="Nested runs too"
          checked={search.nested ?? false}
          onChange={(event) => change({ nested: event.currentTarget.checked || undefined })}
          mb={8}
        />
        <SegmentedControl
          ml="auto"
          aria-label="View"
          value={view}
          onChange={(next) => change({ view: next === "list" ? undefined : "grid" })}
          data={[
            { value: "list", label: "List" },
            { value: "grid", label: "Grid" },
          ]}
        />
      </Group>
      {view === "grid" ? (
        <RunGrid search={search} />
      ) : (
        <Runs search={search} onPage={(page) => change({ page })} />
      )}
    </Page>
  );
}

function Runs({ search, onPage }: { search: ExecutionsSearch; onPage: (page: number) => void }) {
  const query = useQuery(executionQueries.list(filterOf(search)));
  return (
    <Loaded query={query} rows={10}>
      {({ data, pagination }) =>
        data.length === 0 ? (
          <NothingHere filtered={Object.values(search).some((value) => value !== undefined)} />
        ) : (
          <>
            <ExecutionTable executions={data} />
            <Pages pagination={pagination} onChange={onPage} />
          </>
        )
      }
    </Loaded>
  );
}

function NothingHere({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <Empty title="No execution fits this filter">
      <Link to="/executions">Show all of them</Link>
    </Empty>
  ) : (
    <Empty title="Nothing has run yet" command="./heddle run examples/hello.yaml">
      Start a workflow here, from the command line or through the API; it appears at once.
    </Empty>
  );
}

/** What the server is asked for a filter of the URL. */
export function filterOf(search: ExecutionsSearch) {
  return {
    ...(search.status ? { status: search.status } : {}),
    ...(search.workflow ? { action_ref: search.workflow } : {}),
    ...(search.pack ? { pack_name: search.pack } : {}),
    ...(search.nested ? {} : { top_level: true }),
    page: search.page ?? 1,
    per_page: 50,
  };
}

function FilterText({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const later = useDebouncedCallback(onChange, 300);
  return (
    <TextInput
      key={value === undefined ? "empty" : "filled"}
      label={label}
      placeholder="any"
      defaultValue={value ?? ""}
      onChange={(event) => later(event.currentTarget.value.trim() || undefined)}
    />
  );
}

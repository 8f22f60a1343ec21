import { Button, Group, SegmentedControl, Select, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { executionQueries } from "../api/executions";
import { useNow } from "../components/clock";
import { Empty, Loaded } from "../components/Feedback";
import { FilterText } from "../components/FilterText";
import { IconPlayerPlay } from "../components/icons";
import { Page } from "../components/Page";
import { Pages } from "../components/Pages";
import { EXECUTION_STATES, lookOf } from "../components/states";
import { ExecutionTable } from "./ExecutionTable";
import { RunGrid } from "./RunGrid";
import { SavedViews } from "./SavedViews";
import { StateCounts } from "./StateCounts";
import { DIALECTS, type ExecutionsSearch, filterOf, SPANS } from "./search";

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
          <SegmentedControl
            aria-label="View"
            value={view}
            onChange={(next) => change({ view: next === "list" ? undefined : "grid" })}
            data={[
              { value: "list", label: "List" },
              { value: "grid", label: "Grid" },
            ]}
          />
          <SavedViews />
          <Button component={Link} to="/workflows" leftSection={<IconPlayerPlay size={16} />}>
            Start one
          </Button>
        </>
      }
    >
      <StateCounts selected={search.status} onSelect={(status) => change({ status })} />
      <Group gap="xs" align="flex-end">
        <FilterText
          label="Text"
          width={176}
          placeholder="workflow, label, error, id"
          value={search.text}
          onChange={(text) => change({ text })}
        />
        <FilterText label="Workflow" value={search.workflow} onChange={(workflow) => change({ workflow })} />
        <Choice
          label="State"
          value={search.status}
          choices={EXECUTION_STATES.map((status) => ({ value: status, label: lookOf(status).word }))}
          onChange={(status) => change({ status })}
        />
        <Choice
          label="Started"
          value={search.since ?? (search.from || search.to ? "days" : undefined)}
          choices={[
            ...SPANS.map((span) => ({ value: span, label: `last ${span}` })),
            { value: "days" as const, label: "on days …" },
          ]}
          onChange={(since) =>
            change(
              since === "days"
                ? { since: undefined, from: new Date().toLocaleDateString("sv"), to: undefined }
                : { since, from: undefined, to: undefined },
            )
          }
        />
        {(search.from || search.to) && (
          <>
            <Day label="From" value={search.from} onChange={(from) => change({ from })} />
            <Day label="To" value={search.to} onChange={(to) => change({ to })} />
          </>
        )}
        <FilterText label="Label" value={search.label} onChange={(label) => change({ label })} />
        <FilterText label="Pack" value={search.pack} onChange={(pack) => change({ pack })} />
        <Choice
          label="Dialect"
          value={search.dialect}
          choices={DIALECTS.map((dialect) => ({ value: dialect, label: dialect }))}
          onChange={(dialect) => change({ dialect })}
        />
        <Switch
          label="Nested too"
          checked={search.nested ?? false}
          onChange={(event) => change({ nested: event.currentTarget.checked || undefined })}
          mb={8}
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
  const now = useNow(search.since !== undefined);
  const query = useQuery(executionQueries.list(filterOf(search, now.getTime())));
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

function Choice<T extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  label: string;
  value: T | undefined;
  choices: { value: T; label: string }[];
  onChange: (value: T | undefined) => void;
}) {
  return (
    <Select
      label={label}
      placeholder="any"
      clearable
      w={116}
      data={choices}
      value={value ?? null}
      onChange={(next) => onChange((next ?? undefined) as T | undefined)}
    />
  );
}

function Day({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  return (
    <TextInput
      type="date"
      label={label}
      w={150}
      value={value ?? ""}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}

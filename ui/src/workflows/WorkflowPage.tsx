import { Badge, Group, Tabs, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { executionQueries } from "../api/executions";
import { type Workflow, workflowQueries } from "../api/workflows";
import type { WorkflowSearch } from "../app/search";
import { Bones, Empty, Loaded } from "../components/Feedback";
import { Page } from "../components/Page";
import { Pages } from "../components/Pages";
import { ExecutionTable } from "../executions/ExecutionTable";
import { StartForm } from "./StartForm";

const DurationTrend = lazy(() => import("./DurationTrend"));
const Editor = lazy(() => import("../editor/WorkflowEditor"));
const Versions = lazy(() => import("./VersionsTab"));
const route = getRouteApi("/workflows/$ref");

/** One workflow: its runs, its source, and a form to start it. */
export function WorkflowPage() {
  const { ref } = route.useParams();
  const query = useQuery(workflowQueries.one(ref));
  return (
    <Loaded query={query} rows={8}>
      {(workflow) => <Found workflow={workflow} />}
    </Loaded>
  );
}

function Found({ workflow }: { workflow: Workflow }) {
  const { tab, like, before, after } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Page
      title={workflow.ref}
      lead={
        <Group gap="sm">
          <span>{workflow.label}</span>
          <Badge variant="light" color="gray">
            {workflow.dialect}
          </Badge>
          <span>version {workflow.version}</span>
          {!workflow.enabled && <Badge color="gray">disabled</Badge>}
        </Group>
      }
    >
      {workflow.description && (
        <Text size="sm" maw="80ch">
          {workflow.description}
        </Text>
      )}
      <Tabs
        value={tab ?? "runs"}
        onChange={(next) => void navigate({ search: { tab: next as WorkflowSearch["tab"] }, replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="runs">Runs</Tabs.Tab>
          <Tabs.Tab value="start">Start</Tabs.Tab>
          <Tabs.Tab value="source">Source and graph</Tabs.Tab>
          <Tabs.Tab value="versions">Versions</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="runs">
          <Runs workflow={workflow} />
        </Tabs.Panel>
        <Tabs.Panel value="start">
          {like ? <StartLike workflow={workflow} id={like} /> : <StartForm workflow={workflow} />}
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <Suspense fallback={<Bones rows={12} />}>
            <Versions
              workflow={workflow}
              before={before}
              after={after}
              onChoose={(from, to) =>
                void navigate({ search: { tab: "versions", before: from, after: to }, replace: true })
              }
            />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="source">
          <Suspense fallback={<Bones rows={12} />}>
            <Editor workflow={workflow} />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

/** The form, filled with the parameters of an execution. */
function StartLike({ workflow, id }: { workflow: Workflow; id: string }) {
  const query = useQuery(executionQueries.one(id));
  return (
    <Loaded query={query}>
      {(execution) => (
        <StartForm workflow={workflow} given={execution.parameters as Record<string, unknown>} />
      )}
    </Loaded>
  );
}

function Runs({ workflow }: { workflow: Workflow }) {
  const { page } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(executionQueries.list({ action_ref: workflow.ref, page: page ?? 1, per_page: 50 }));
  return (
    <Loaded query={query}>
      {({ data, pagination }) =>
        data.length === 0 ? (
          <Empty
            title="It has never run"
            command={`heddle workflow execute ${workflow.ref} --watch --api-url ${window.location.origin}`}
          >
            Start it in the tab “Start”, or from the command line.
          </Empty>
        ) : (
          <>
            <Suspense fallback={null}>
              <DurationTrend executions={data} />
            </Suspense>
            <ExecutionTable executions={data} />
            <Pages
              pagination={pagination}
              onChange={(next) => void navigate({ search: { tab: "runs", page: next } })}
            />
          </>
        )
      }
    </Loaded>
  );
}

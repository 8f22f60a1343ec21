import { Alert, Badge, Button, Grid, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBlocker } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Mistake } from "../api/client";
import { packQueries } from "../api/packs";
import { type Validation, type Workflow, workflowActions, workflowQueries } from "../api/workflows";
import type { WorkflowSearch } from "../app/search";
import { Dialog } from "../components/Dialog";
import { Bones, Failure } from "../components/Feedback";
import { IconDeviceFloppy, IconPlayerPlay } from "../components/icons";
import { done } from "../components/notify";
import { GraphView } from "../graph/GraphView";
import { sceneOf } from "../graph/scene";
import { CodeEditor } from "./CodeEditor";
import { completeWith } from "./completion";
import { SourceDiff } from "./SourceDiff";
import { TestRun, TryDraft } from "./TestRun";

const PAUSE_MS = 350;

/** The source of a workflow beside its graph: checked by the server while one types, stored on request. */
export default function WorkflowEditor({ workflow }: { workflow: Workflow }) {
  const stored = workflow.source.text;
  const [text, setText] = useState(stored);
  const [view, setView] = useState("graph");
  const [settled] = useDebouncedValue(text, PAUSE_MS);
  const [trying, setTrying] = useState(false);
  const [given, setGiven] = useState<Record<string, unknown>>({});
  const [run, setRun] = useState<string>();
  const queries = useQueryClient();
  const validation = useQuery({
    queryKey: ["validation", workflow.ref, settled],
    queryFn: () => workflowActions.validate(settled, workflow.source.file),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const actions = useQuery(packQueries.actions({ per_page: 100 }));
  const complete = useMemo(
    () =>
      completeWith({
        actions: (actions.data?.data ?? []).map((each) => ({ ref: each.ref, description: each.description })),
      }),
    [actions.data],
  );
  const mistakes = useMemo(() => mistakesOf(validation.data), [validation.data]);
  const save = useMutation({
    mutationFn: () => workflowActions.replace(workflow.ref, text, workflow.source.file),
    onSuccess: () => {
      done("Stored. Executions that run keep the version they started with.");
      return queries.invalidateQueries({ queryKey: workflowQueries.all });
    },
  });
  const dirty = text !== stored;
  const valid = validation.data?.valid ?? false;
  const graph = validation.data?.graph;
  const scene = useMemo(() => graph && sceneOf(graph), [graph]);
  return (
    <>
      <Group mb="xs" justify="space-between">
        <Status validation={validation.data} checking={validation.isFetching || settled !== text} />
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label="Beside the source"
            value={view}
            onChange={setView}
            data={[
              { value: "graph", label: "Graph" },
              { value: "diff", label: "Changes" },
              ...(run ? [{ value: "run", label: "Test run" }] : []),
            ]}
          />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlayerPlay size={14} />}
            disabled={!valid || settled !== text}
            title="Run it as it stands here, without storing it"
            onClick={() => setTrying(true)}
          >
            Test run
          </Button>
          <Button
            size="xs"
            leftSection={<IconDeviceFloppy size={14} />}
            disabled={!dirty || !valid}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            Store
          </Button>
        </Group>
      </Group>
      {trying && (
        <TryDraft
          workflow={workflow}
          text={text}
          parameters={validation.data?.parameters}
          given={given}
          onClose={() => setTrying(false)}
          onStarted={(id, values) => {
            setGiven(values);
            setRun(id);
            setView("run");
          }}
        />
      )}
      <Unsaved dirty={dirty} workflow={workflow.ref} />
      {save.isError && <Failure error={save.error} />}
      {validation.isError && <Failure error={validation.error} retry={() => void validation.refetch()} />}
      <Grid gap="sm">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <CodeEditor
            text={stored}
            mistakes={mistakes}
            label={`Source of ${workflow.ref}`}
            complete={complete}
            onChange={setText}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          {view === "run" && run && <TestRun key={run} id={run} />}
          {view === "diff" && <SourceDiff before={stored} after={settled} />}
          {view === "graph" && scene && <GraphView scene={scene} />}
          {view === "graph" && !scene && (validation.isPending ? <Bones rows={10} /> : <NoGraph />)}
        </Grid.Col>
      </Grid>
    </>
  );
}

/** Asks before text that is not stored is left, by a way within the application or out of it. */
function Unsaved({ dirty, workflow }: { dirty: boolean; workflow: string }) {
  const leaving = useBlocker({
    disabled: !dirty,
    enableBeforeUnload: dirty,
    withResolver: true,
    // What else the address holds of this page does not touch the text.
    shouldBlockFn: ({ current, next }) =>
      next.pathname !== current.pathname || (next.search as WorkflowSearch).tab !== "source",
  });
  if (leaving.status !== "blocked") return null;
  return (
    <Dialog title={`Leave ${workflow} without storing it?`} onClose={leaving.reset} size="sm">
      <Stack>
        <Text size="sm">What was changed in its text is lost.</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={leaving.proceed}>
            Leave
          </Button>
          <Button onClick={leaving.reset} data-autofocus>
            Stay here
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function NoGraph() {
  return (
    <Alert color="gray" title="No graph yet">
      The graph appears as soon as the source has no error.
    </Alert>
  );
}

function Status({ validation, checking }: { validation: Validation | undefined; checking: boolean }) {
  if (!validation) return <Text size="sm">Checking …</Text>;
  const errors = validation.errors.length;
  const warnings = validation.warnings.length;
  return (
    <Group gap="xs" aria-live="polite">
      <Badge color={errors > 0 ? "red" : "teal"} variant="light">
        {errors > 0 ? `${errors} ${errors === 1 ? "error" : "errors"}` : "valid"}
      </Badge>
      {warnings > 0 && (
        <Badge color="yellow" variant="light">
          {warnings} {warnings === 1 ? "warning" : "warnings"}
        </Badge>
      )}
      {checking && (
        <Text size="xs" c="dimmed">
          checking …
        </Text>
      )}
    </Group>
  );
}

function mistakesOf(validation: Validation | undefined): (Mistake & { severity: "error" | "warning" })[] {
  return [
    ...(validation?.errors ?? []).map((each) => ({ ...each, severity: "error" as const })),
    ...(validation?.warnings ?? []).map((each) => ({ ...each, severity: "warning" as const })),
  ];
}

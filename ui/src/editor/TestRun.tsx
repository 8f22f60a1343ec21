import { Anchor, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { executionQueries } from "../api/executions";
import { useFollow } from "../api/follow";
import { type Workflow, workflowActions } from "../api/workflows";
import { Loaded } from "../components/Feedback";
import { FormDialog } from "../components/FormDialog";
import { Json } from "../components/Json";
import { ParameterFields } from "../components/ParameterFields";
import { StateBadge } from "../components/StateBadge";
import { ended } from "../components/states";
import { useParameterForm } from "../components/useForm";
import { Took } from "../components/When";
import GraphTab from "../graph/GraphTab";
import type { Spot } from "../graph/scene";
import { parametersOf } from "../workflows/parameters";

/** Asks with what the text of the editor is to be run, and runs it without storing it. */
export function TryDraft({
  workflow,
  text,
  parameters,
  given,
  onClose,
  onStarted,
}: {
  workflow: Workflow;
  text: string;
  parameters: unknown;
  /** What it was tried with before. */
  given: Record<string, unknown>;
  onClose: () => void;
  onStarted: (id: string, values: Record<string, unknown>) => void;
}) {
  const fields = parametersOf(parameters);
  const form = useParameterForm(fields, given);
  const [failure, setFailure] = useState<Error>();
  const start = useMutation({
    mutationFn: (values: Record<string, unknown>) =>
      workflowActions.executeDraft(workflow.ref, text, workflow.source.file, values),
    onError: (error) => setFailure(form.refuse(error)),
    onSuccess: (execution, values) => {
      onStarted(execution.id, values);
      onClose();
    },
  });
  return (
    <FormDialog
      title={`Try ${workflow.ref} as it stands here`}
      submit="Run"
      busy={start.isPending}
      failure={failure}
      onSubmit={() => {
        setFailure(undefined);
        const values = form.values();
        if (values) start.mutate(values);
      }}
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        Its actions really run. The text becomes no version of the workflow until you store it.
      </Text>
      <ParameterFields parameters={fields} texts={form.texts} errors={form.errors} onChange={form.change} />
    </FormDialog>
  );
}

/** How a test run goes, beside the text it is a run of. */
export function TestRun({ id }: { id: string }) {
  const query = useQuery(executionQueries.one(id));
  useFollow(id);
  const [open, setOpen] = useState<readonly string[]>([]);
  const [spot, setSpot] = useState<Spot>();
  return (
    <Loaded query={query}>
      {(execution) => (
        <Stack gap="xs">
          <Group gap="sm" role="status">
            <StateBadge state={execution.status} paused={execution.paused} />
            <Took from={execution.started_at} to={execution.finished_at} />
            {/* In a window of its own: what is not stored yet stays in this one. */}
            <Anchor href={`/ui/executions/${id}`} target="_blank" rel="noreferrer" size="sm">
              The whole run
            </Anchor>
          </Group>
          {execution.error && (
            <Text size="sm" c="red" className="message">
              {execution.error.message}
            </Text>
          )}
          <GraphTab
            id={id}
            live={!ended(execution.status)}
            selected={spot}
            onSelect={setSpot}
            open={open}
            onOpen={setOpen}
          />
          {ended(execution.status) && <Json value={execution.result} empty="It has no result." />}
        </Stack>
      )}
    </Loaded>
  );
}

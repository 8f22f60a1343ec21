import { Group, JsonInput, NumberInput, Select, Switch, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Queue, queueActions, type QueueDocument } from "../api/queues";
import { FormDialog } from "../components/FormDialog";
import { editable, objectOf } from "../components/jsonText";
import { done } from "../components/notify";
import { placed } from "../components/refusal";
import { RefInput } from "../components/RefInput";
import { useDraft } from "../components/useDraft";

const FIELDS = [
  "ref",
  "label",
  "dispatch_action",
  "item_schema",
  "action_params",
  "config.dispatch.concurrency",
  "config.dispatch.batch_size",
  "config.dispatch.retry_limit",
] as const;

const STRATEGIES = [
  { value: "immutable", label: "changes nothing" },
  { value: "replace", label: "takes the place of what waits" },
  { value: "merge_patch", label: "is merged into what waits" },
  { value: "refuse", label: "is refused" },
];

/** Makes a queue, or changes one that no pack brought. */
export function QueueForm({
  queue,
  onClose,
  onDone,
}: {
  queue?: Queue;
  onClose: () => void;
  onDone?: (queue: Queue) => void;
}) {
  const [draft, change] = useDraft(() => draftOf(queue));
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (document: QueueDocument) =>
      queue ? queueActions.change(queue, document) : queueActions.create(document),
    onSuccess: (saved) => {
      done(queue ? `Changed ${saved.ref}` : `Made ${saved.ref}`);
      void queries.invalidateQueries({ queryKey: ["queues"] });
      onClose();
      onDone?.(saved);
    },
  });
  const { at, rest } = placed(save.error, FIELDS);
  const send = () => {
    const { document, mistakes } = documentOf(draft);
    setWrong(mistakes);
    if (document) save.mutate(document);
  };
  return (
    <FormDialog
      title={queue ? `Change ${queue.ref}` : "Make a work queue"}
      submit={queue ? "Change" : "Make"}
      wide
      busy={save.isPending}
      failure={rest}
      onSubmit={send}
      onClose={onClose}
    >
      {!queue && (
        <TextInput
          label="Queue"
          description="pack.name"
          placeholder="shop.orders"
          required
          data-autofocus
          value={draft.ref}
          error={at.ref}
          onChange={(event) => change({ ref: event.currentTarget.value })}
        />
      )}
      <TextInput
        label="Label"
        value={draft.label}
        error={at.label}
        onChange={(event) => change({ label: event.currentTarget.value })}
      />
      <RefInput
        label="Hands items to"
        description={
          draft.batches
            ? "An action or workflow with a parameter items."
            : "An action or workflow with a parameter item."
        }
        required
        value={draft.action}
        error={at.dispatch_action}
        onChange={(action) => change({ action })}
      />
      <Group grow align="flex-start">
        <NumberInput
          label="Executions at once"
          min={1}
          max={1000}
          allowDecimal={false}
          value={draft.concurrency}
          error={at["config.dispatch.concurrency"]}
          onChange={(concurrency) => change({ concurrency })}
        />
        <NumberInput
          label="Tries again after a failure"
          min={0}
          max={100}
          allowDecimal={false}
          value={draft.retries}
          error={at["config.dispatch.retry_limit"]}
          onChange={(retries) => change({ retries })}
        />
      </Group>
      <Group grow align="flex-end">
        <Switch
          label="Several items for one execution"
          checked={draft.batches}
          onChange={(event) => change({ batches: event.currentTarget.checked })}
        />
        {draft.batches && (
          <NumberInput
            label="At most so many"
            min={1}
            max={1000}
            allowDecimal={false}
            value={draft.batch}
            error={at["config.dispatch.batch_size"]}
            onChange={(batch) => change({ batch })}
          />
        )}
      </Group>
      <Select
        label="An item whose key waits already"
        data={STRATEGIES}
        allowDeselect={false}
        value={draft.strategy}
        onChange={(strategy) => change({ strategy: strategy ?? draft.strategy })}
      />
      <JsonInput
        label="What items must be"
        description="JSON Schema of payloads; empty takes anything."
        autosize
        minRows={1}
        maxRows={10}
        value={draft.schema}
        error={wrong.schema ?? at.item_schema}
        onChange={(schema) => change({ schema })}
      />
      <JsonInput
        label="What else the action gets"
        description="Parameters besides the item."
        autosize
        minRows={1}
        maxRows={10}
        value={draft.params}
        error={wrong.params ?? at.action_params}
        onChange={(params) => change({ params })}
      />
    </FormDialog>
  );
}

function draftOf(queue: Queue | undefined) {
  const dispatch = queue?.config?.dispatch;
  return {
    ref: queue?.ref ?? "",
    label: queue?.label ?? "",
    action: queue?.dispatch_action ?? "",
    concurrency: (dispatch?.concurrency ?? 1) as number | string,
    retries: (dispatch?.retry_limit ?? 3) as number | string,
    batches: queue?.batch_mode === "batch",
    batch: (dispatch?.batch_size ?? 10) as number | string,
    pause: dispatch?.inter_execution_delay_seconds ?? 0,
    strategy: (queue?.allow_pending_update === false
      ? "refuse"
      : (queue?.update_strategy ?? "immutable")) as string,
    schema: editable(queue?.item_schema),
    params: editable(queue?.action_params),
  };
}

function documentOf(draft: ReturnType<typeof draftOf>) {
  const mistakes: Record<string, string> = {};
  const read = (field: "schema" | "params", what: string) => {
    try {
      return objectOf(draft[field], what);
    } catch (error) {
      mistakes[field] = (error as Error).message;
      return {};
    }
  };
  const schema = read("schema", "It");
  const params = read("params", "It");
  if (Object.keys(mistakes).length > 0) return { mistakes };
  const isRefused = draft.strategy === "refuse";
  return {
    mistakes,
    document: {
      ref: draft.ref.trim(),
      label: draft.label,
      dispatch_action: draft.action.trim(),
      allow_pending_update: !isRefused,
      update_strategy: isRefused ? "immutable" : draft.strategy,
      batch_mode: draft.batches ? "batch" : "single",
      item_schema: schema,
      action_params: params,
      config: {
        dispatch: {
          concurrency: Number(draft.concurrency),
          batch_size: Number(draft.batch),
          retry_limit: Number(draft.retries),
          inter_execution_delay_seconds: draft.pause,
        },
      },
    } as QueueDocument,
  };
}

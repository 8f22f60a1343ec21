import { Group, JsonInput, NumberInput, Select, Switch } from "@mantine/core";
import { useState } from "react";
import { type Queue, queueActions, type QueueDocument } from "../api/queues";
import { FormDialog } from "../components/FormDialog";
import { editable, objectOf } from "../components/jsonText";
import { NameFields } from "../components/NameFields";
import { RefInput } from "../components/RefInput";
import { useDraft } from "../components/useDraft";
import { useThingForm } from "../components/useThingForm";

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
  const { at, send, dialog } = useThingForm({
    thing: "a work queue",
    former: queue?.ref,
    send: (document: QueueDocument) =>
      queue ? queueActions.change(queue, document) : queueActions.create(document),
    fields: FIELDS,
    nameOf: (saved) => saved.ref,
    stale: ["queues"],
    onClose,
    onDone,
  });
  const submit = () => {
    const { document, mistakes } = documentOf(draft);
    setWrong(mistakes);
    if (document) send(document);
  };
  return (
    <FormDialog {...dialog} wide onSubmit={submit}>
      <NameFields
        title="Queue"
        placeholder="shop.orders"
        fresh={!queue}
        value={draft}
        at={at}
        onChange={change}
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
          label="Tries again"
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

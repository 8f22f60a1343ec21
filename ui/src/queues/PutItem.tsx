import { JsonInput, NumberInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Queue, queueActions } from "../api/queues";
import { FormDialog } from "../components/FormDialog";
import { objectOf } from "../components/jsonText";
import { done } from "../components/notify";
import { ParameterFields } from "../components/ParameterFields";
import { placed } from "../components/refusal";
import { useDraft } from "../components/useDraft";
import { useParameterForm } from "../components/useForm";
import { parametersOf } from "../workflows/parameters";

/** Puts work into a queue: fields if it says what its items are, JSON if it does not. */
export function PutItem({ queue, onClose }: { queue: Queue; onClose: () => void }) {
  const fields = parametersOf(queue.item_schema);
  const form = useParameterForm(fields);
  const [draft, change] = useDraft({ key: "", priority: "" as string | number, text: "" });
  const [wrong, setWrong] = useState<string>();
  const queries = useQueryClient();
  const put = useMutation({
    mutationFn: (payload: Record<string, unknown>) =>
      queueActions.put(queue.ref, {
        payload: payload as never,
        ...(draft.key ? { item_key: draft.key } : {}),
        ...(draft.priority === "" ? {} : { priority: Number(draft.priority) }),
      }),
    onError: (error) => form.refuse(error),
    onSuccess: (item) => {
      done(`Put in as ${item.id}`);
      void queries.invalidateQueries({ queryKey: ["queues"] });
      onClose();
    },
  });
  const { at, rest } = placed(put.error, [
    "item_key",
    "priority",
    "payload",
    ...fields.map((field) => `payload.${field.name}`),
  ]);
  const send = () => {
    setWrong(undefined);
    if (fields.length > 0) {
      const values = form.values();
      if (values) put.mutate(values);
      return;
    }
    try {
      put.mutate(objectOf(draft.text, "The payload"));
    } catch (error) {
      setWrong((error as Error).message);
    }
  };
  return (
    <FormDialog
      title={`Put work into ${queue.ref}`}
      submit="Put in"
      busy={put.isPending}
      failure={rest}
      onSubmit={send}
      onClose={onClose}
    >
      {fields.length > 0 ? (
        <ParameterFields parameters={fields} texts={form.texts} errors={form.errors} onChange={form.change} />
      ) : (
        <JsonInput
          label="Payload"
          description="A JSON object; the action gets it as item.payload."
          placeholder='{"order": 17}'
          data-autofocus
          autosize
          minRows={3}
          maxRows={12}
          value={draft.text}
          error={wrong ?? at.payload}
          onChange={(text) => change({ text })}
        />
      )}
      <TextInput
        label="Key"
        description="The same for the same work; what waits under it is not put in twice. Optional."
        value={draft.key}
        error={at.item_key}
        onChange={(event) => change({ key: event.currentTarget.value })}
      />
      <NumberInput
        label="Priority"
        description={`The higher, the sooner; ${queue.default_priority ?? 0} if you say none.`}
        allowDecimal={false}
        value={draft.priority}
        error={at.priority}
        onChange={(priority) => change({ priority })}
      />
    </FormDialog>
  );
}

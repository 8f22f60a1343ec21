import { Alert, Badge, Button, Group, JsonInput, NumberInput, Stack, Table, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type Execution, executionActions, executionQueries, type RerunPreview } from "../api/executions";
import { Dialog } from "../components/Dialog";
import { Failure, Loaded } from "../components/Feedback";
import { IconReload } from "../components/icons";
import { done } from "../components/notify";
import { StateBadge } from "../components/StateBadge";
import { changedInput } from "./rerunInput";

const FATES = {
  again: { word: "runs again", color: "indigo" },
  partly: { word: "goes on", color: "blue" },
  if_reached: { word: "if reached", color: "violet" },
  reused: { word: "reused", color: "gray" },
} as const;

/** Shows what running again from a task would do, lets its input be edited, and does it. */
export function RerunDialog({
  execution,
  task,
  times,
  onClose,
}: {
  execution: Execution;
  task: string;
  times: number;
  onClose: () => void;
}) {
  const [activation, setActivation] = useState(1);
  const preview = useQuery(executionQueries.rerunPreview(execution.id, task, activation));
  return (
    <Dialog onClose={onClose} title={`Run again from ${task}`} size="lg">
      <Stack>
        {times > 1 && (
          <NumberInput
            label="Which time"
            description={`It was started ${times} times.`}
            min={1}
            max={times}
            value={activation}
            onChange={(value) => setActivation(Number(value) || 1)}
          />
        )}
        <Loaded query={preview}>
          {(found) => (
            <Offer
              key={`${found.from}.${found.activation}`}
              id={execution.id}
              preview={found}
              onClose={onClose}
            />
          )}
        </Loaded>
      </Stack>
    </Dialog>
  );
}

function Offer({ id, preview, onClose }: { id: string; preview: RerunPreview; onClose: () => void }) {
  const before = preview.input as Record<string, unknown>;
  const [text, setText] = useState(() => JSON.stringify(before, null, 2));
  const [wrong, setWrong] = useState<string>();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const rerun = useMutation({
    mutationFn: (input: Record<string, unknown>) =>
      executionActions.rerunFrom(id, preview.from, preview.activation, input),
    onSuccess: (started) => {
      void queries.invalidateQueries({ queryKey: executionQueries.all });
      done(`Started ${started.id}`);
      onClose();
      void navigate({ to: "/executions/$id", params: { id: started.id } });
    },
  });
  const start = () => {
    const changed = preview.editable ? changedInput(before, text) : {};
    if (typeof changed === "string") setWrong(changed);
    else rerun.mutate(changed);
  };
  return (
    <Stack>
      {preview.editable ? (
        <JsonInput
          label="Input"
          description="What you change is given as it stands here; the rest is rendered as before."
          value={text}
          onChange={(next) => {
            setText(next);
            setWrong(undefined);
          }}
          error={wrong}
          autosize
          minRows={3}
          maxRows={14}
        />
      ) : (
        <Text size="sm" c="dimmed">
          Its input is that of the definition.
        </Text>
      )}
      <Summary tasks={preview.tasks} />
      <Table.ScrollContainer minWidth={360} mah={320}>
        <Table stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Task</Table.Th>
              <Table.Th>Was</Table.Th>
              <Table.Th>Now</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {preview.tasks.slice(0, MOST).map((part) => (
              <Table.Tr key={`${part.name}.${part.activation}`}>
                <Table.Td>
                  {part.name}
                  {part.activation > 1 && ` #${part.activation}`}
                </Table.Td>
                <Table.Td>
                  <StateBadge state={part.status} />
                </Table.Td>
                <Table.Td>
                  <Badge variant="light" color={FATES[part.fate].color}>
                    {FATES[part.fate].word}
                  </Badge>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {preview.tasks.length > MOST && (
        <Text size="sm" c="dimmed">
          and {preview.tasks.length - MOST} more
        </Text>
      )}
      {rerun.isError && <Failure error={rerun.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Leave it
        </Button>
        <Button leftSection={<IconReload size={16} />} loading={rerun.isPending} onClick={start}>
          Run again
        </Button>
      </Group>
    </Stack>
  );
}

const MOST = 200;

function Summary({ tasks }: { tasks: RerunPreview["tasks"] }) {
  const count = (fate: keyof typeof FATES) => tasks.filter((part) => part.fate === fate).length;
  const others = count("again") + count("partly") - 1;
  return (
    <Alert variant="light" color="gray">
      A new execution takes over {count("reused")} of {tasks.length} tasks as they ended
      {others > 0 && `, starts ${others} more that failed or hold it`}
      {count("if_reached") > 0 && `, and runs ${count("if_reached")} again when they are reached`}.
    </Alert>
  );
}

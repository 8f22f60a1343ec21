import { Button, CloseButton, Code, Divider, Group, Paper, Select, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Execution, LogLine, TaskExecution } from "../api/executions";
import { Bones, Empty } from "../components/Feedback";
import { IconReload, IconTerminal2 } from "../components/icons";
import { Json } from "../components/Json";
import { StateBadge } from "../components/StateBadge";
import { ended } from "../components/states";
import { Took, When } from "../components/When";
import { plain } from "../components/plain";
import { AnsiLine } from "./AnsiLine";
import { taskLabel } from "./taskLabel";
import { isReused } from "./timelineBars";

const TAIL = 8;

/** One task: its attempts, what it was given, what came out, what it printed last. */
export function TaskPanel({
  name,
  tasks: known,
  lines,
  execution,
  item,
  onClose,
  onLogs,
  onRerun,
}: {
  execution: Execution;
  name: string;
  /** The item of an iteration to begin with. */
  item?: number | undefined;
  /** Those of that name, as soon as they are known. */
  tasks: readonly TaskExecution[] | undefined;
  lines: readonly LogLine[];
  onClose: () => void;
  /** These two only for a task of the run itself. */
  onLogs?: () => void;
  onRerun?: () => void;
}) {
  const [chosen, setChosen] = useState<string | null>(null);
  const tasks = known ?? [];
  const task =
    tasks.find((each) => each.id === chosen) ??
    (item === undefined ? undefined : tasks.findLast((each) => each.index === item)) ??
    interesting(tasks);
  return (
    <Paper withBorder p="md" component="aside" aria-label={`Task ${name}`}>
      <Group justify="space-between" mb="xs" wrap="nowrap">
        <Title order={2} size="h4">
          {name}
        </Title>
        <CloseButton onClick={onClose} aria-label="Close" />
      </Group>
      {task ? (
        <Stack gap="sm">
          {tasks.length > 1 && (
            <Select
              size="xs"
              label={`${tasks.length} attempts and items`}
              data={tasks.map((each) => ({ value: each.id, label: `${taskLabel(each)} – ${each.status}` }))}
              value={task.id}
              onChange={setChosen}
              searchable
              allowDeselect={false}
              limit={100}
            />
          )}
          <Group gap="sm">
            <StateBadge state={task.status} />
            <Text size="sm" c="dimmed">
              {task.action}
            </Text>
            {task.child && (
              <Link to="/executions/$id" params={{ id: task.child }}>
                nested run
              </Link>
            )}
            {!onLogs && (
              <Link to="/executions/$id" params={{ id: execution.id }} search={{ task: name }}>
                in {execution.workflow}
              </Link>
            )}
          </Group>
          {task.waiting && (
            <Text size="sm" c="violet">
              {task.waiting.message}
            </Text>
          )}
          {isReused(task, execution) && execution.retry_of && (
            <Text size="sm">
              Reused from{" "}
              <Link to="/executions/$id" params={{ id: execution.retry_of }} search={{ task: name }}>
                {execution.retry_of}
              </Link>
            </Text>
          )}
          {onRerun && ended(execution.status) && (
            <Button
              size="compact-sm"
              variant="light"
              leftSection={<IconReload size={14} />}
              onClick={onRerun}
              style={{ alignSelf: "flex-start" }}
            >
              Run again from here
            </Button>
          )}
          <Times task={task} />
          {task.error && (
            <Text size="sm" c="red" className="message">
              <Code>{task.error.type}</Code> {plain(task.error.message)}
            </Text>
          )}
          <Part title="Input" value={task.input} />
          <Part title="Result" value={task.result} />
          {task.published && Object.keys(task.published).length > 0 && (
            <Part title="Published" value={task.published} />
          )}
          {onLogs && <Tail lines={lines.filter((line) => line.task === task.id)} onLogs={onLogs} />}
        </Stack>
      ) : known ? (
        <Empty title="Not reached">No transition has led here yet, so there is nothing to show.</Empty>
      ) : (
        <Bones rows={4} />
      )}
    </Paper>
  );
}

/** What one most likely wants to see: a failure, else what runs, else the last. */
function interesting(tasks: readonly TaskExecution[]): TaskExecution | undefined {
  return (
    tasks.findLast((task) => task.status === "failed" || task.status === "timeout") ??
    tasks.find((task) => task.status === "running") ??
    tasks.at(-1)
  );
}

function Times({ task }: { task: TaskExecution }) {
  return (
    <Text size="sm" component="div">
      <Group gap="lg">
        <span>
          waited <Took from={task.scheduled_at} to={task.started_at ?? task.finished_at} />
        </span>
        <span>
          ran <Took from={task.started_at} to={task.finished_at} />
        </span>
        <span>
          attempt {task.attempt} of {task.retry_limit + 1}
        </span>
        {task.due_at && !task.finished_at && (
          <span>
            goes on <When at={task.due_at} />
          </span>
        )}
      </Group>
    </Text>
  );
}

function Part({ title, value }: { title: string; value: unknown }) {
  return (
    <div>
      <Divider label={title} labelPosition="left" mb={4} />
      <Json value={value} empty="none" />
    </div>
  );
}

function Tail({ lines, onLogs }: { lines: readonly LogLine[]; onLogs: () => void }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <Divider label="Printed last" labelPosition="left" mb={4} />
      <pre className="json">
        {lines.slice(-TAIL).map((line) => (
          <div key={line.number}>
            <AnsiLine text={line.text} />
          </div>
        ))}
      </pre>
      <Button
        size="compact-sm"
        variant="subtle"
        mt={4}
        leftSection={<IconTerminal2 size={14} />}
        onClick={onLogs}
      >
        All {lines.length} lines
      </Button>
    </div>
  );
}

import { Alert, Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Execution, executionQueries, type TaskExecution } from "../api/executions";
import { inquiryQueries } from "../api/inquiries";
import { IconClock, IconMoodSad, IconPlayerPause, IconQuestionMark } from "../components/icons";
import { When } from "../components/When";
import { ActionButton } from "./ExecutionPage";

/** Why a run waits or how it failed, and the one step that helps. */
export function Banner({ execution }: { execution: Execution }) {
  const tasks = useQuery(executionQueries.tasks(execution.id));
  const waiting = (tasks.data ?? []).filter((task) => task.status === "waiting" && task.child == null);
  const live = execution.status === "running";
  const questions = useQuery({
    ...inquiryQueries.list({ status: "pending", execution: execution.id }),
    enabled: live && waiting.length > 0,
  });
  if (execution.status === "failed" || execution.status === "timeout") {
    return <Failed execution={execution} />;
  }
  if (!live) return null;
  const question = questions.data?.data[0];
  return (
    <>
      {execution.paused && (
        <Alert color="yellow" icon={<IconPlayerPause />} title="Paused">
          <Group justify="space-between">
            <Text size="sm">
              {execution.paused_by ? `By ${execution.paused_by}, ` : ""}
              <When at={execution.paused_at} />
              {execution.pause_reason ? `: ${execution.pause_reason}` : ""}
            </Text>
            <ActionButton action="resume" execution={execution} variant="light" />
          </Group>
        </Alert>
      )}
      {question && (
        <Alert
          color="violet"
          icon={<IconQuestionMark />}
          title={`Waits for ${question.assigned_to ?? "anybody"}`}
        >
          <Group justify="space-between">
            <Text size="sm">{question.prompt}</Text>
            <Button
              component={Link}
              to="/inbox"
              search={{ inquiry: question.id } as never}
              variant="light"
              color="violet"
              size="sm"
            >
              Answer
            </Button>
          </Group>
        </Alert>
      )}
      {!question && !execution.paused && waiting.length > 0 && <WaitsForTime tasks={waiting} />}
    </>
  );
}

function WaitsForTime({ tasks }: { tasks: TaskExecution[] }) {
  const due = tasks.flatMap((task) => (task.due_at ? [{ task, due: task.due_at }] : []));
  const first = due.toSorted((a, b) => a.due.localeCompare(b.due))[0];
  if (!first) return null;
  return (
    <Alert color="violet" icon={<IconClock />} title="Waits for time to pass">
      <Text size="sm">
        {first.task.name} goes on <When at={first.due} />
        {first.task.retry_count > 0 || first.task.attempt > 1 ? ` (attempt ${first.task.attempt})` : ""}
      </Text>
    </Alert>
  );
}

function Failed({ execution }: { execution: Execution }) {
  const name = execution.failed_tasks[0];
  return (
    <Alert
      color={execution.status === "timeout" ? "orange" : "red"}
      icon={<IconMoodSad />}
      title={execution.error?.type === "timeout" ? "Took too long" : `Failed${name ? ` at ${name}` : ""}`}
    >
      <Group justify="space-between" align="flex-end">
        <Text size="sm" maw="75ch" className="message">
          {execution.error?.message ?? "No reason was recorded."}
        </Text>
        <Group gap="xs">
          {name && (
            <Button
              component={Link}
              to="/executions/$id"
              params={{ id: execution.id } as never}
              search={{ tab: "logs", task: name } as never}
              size="sm"
              variant="subtle"
              color="red"
            >
              What it printed
            </Button>
          )}
          <ActionButton action="retry" execution={execution} variant="light" />
        </Group>
      </Group>
    </Alert>
  );
}

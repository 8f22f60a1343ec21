import { Alert, Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Blocker, type Execution, executionQueries } from "../api/executions";
import { inquiryQueries } from "../api/inquiries";
import { IconClock, IconMoodSad, IconPlayerPause, IconQuestionMark } from "../components/icons";
import { When } from "../components/When";
import { ActionButton } from "./ExecutionPage";

/** Reasons that have a banner of their own, or say less than those of the nested run. */
const told = ["paused", "inquiry", "child"];

/** Why a run waits or how it failed, and the one step that helps. */
export function Banner({ execution }: { execution: Execution }) {
  const tasks = useQuery(executionQueries.tasks(execution.id));
  const waiting = (tasks.data ?? []).filter((task) => task.status === "waiting" && task.child == null);
  const blocker = execution.waiting?.find((each) => !told.includes(each.code));
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
      {!question && !execution.paused && blocker && <Waits blocker={blocker} />}
    </>
  );
}

function Waits({ blocker }: { blocker: Blocker }) {
  return (
    <Alert color="violet" icon={<IconClock />} title={blocker.until ? "Waits for time to pass" : "Waits"}>
      <Text size="sm">
        {blocker.task ? `${blocker.task}: ` : ""}
        {blocker.message}
        {blocker.until && (
          <>
            {" "}
            (<When at={blocker.until} />)
          </>
        )}
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

import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Blocker, Execution } from "../api/executions";
import { IconClock, IconMoodSad, IconPlayerPause, IconQuestionMark } from "../components/icons";
import { When } from "../components/When";
import { plain } from "../components/plain";
import { ActionButton } from "./ActionButton";
import { titleOf, told } from "./waits";

const SHOWN = 3;

/** Why a run waits or how it failed, and the one step that helps. */
export function Banner({ execution }: { execution: Execution }) {
  if (execution.status === "failed" || execution.status === "timeout") {
    return <Failed execution={execution} />;
  }
  const reasons = told(execution.waiting ?? []);
  return (
    <>
      {reasons.slice(0, SHOWN).map((reason) => (
        <Waits
          key={`${reason.code} ${reason.attempt ?? reason.task}`}
          reason={reason}
          execution={execution}
        />
      ))}
      {reasons.length > SHOWN && (
        <Text size="sm" c="dimmed">
          and {reasons.length - SHOWN} more; each task says why it waits.
        </Text>
      )}
    </>
  );
}

function Waits({ reason, execution }: { reason: Blocker; execution: Execution }) {
  const color = reason.code === "paused" ? "yellow" : reason.code === "canceling" ? "orange" : "violet";
  const icon =
    reason.code === "paused" ? (
      <IconPlayerPause />
    ) : reason.code === "inquiry" ? (
      <IconQuestionMark />
    ) : (
      <IconClock />
    );
  const moment = reason.until ?? reason.since;
  return (
    <Alert color={color} icon={icon} title={titleOf(reason)} py="sm">
      <Group justify="space-between">
        <Text size="sm" maw="85ch" className="message">
          {reason.task ? `${reason.task}: ` : ""}
          {reason.message}
          {moment && (
            <Text span size="sm">
              {" "}
              ({reason.until ? "until " : "since "}
              <When at={moment} />)
            </Text>
          )}
        </Text>
        <NextStep reason={reason} execution={execution} color={color} />
      </Group>
    </Alert>
  );
}

/** What one can do about a wait; a wait for time to pass needs nothing. */
function NextStep({ reason, execution, color }: { reason: Blocker; execution: Execution; color: string }) {
  const look = { variant: "light", color, size: "sm" } as const;
  switch (reason.code) {
    case "paused":
      return <ActionButton action="resume" execution={{ id: reason.execution }} variant="light" />;
    case "inquiry":
      return (
        <Button
          component={Link}
          to="/inbox"
          search={{ inquiry: reason.attempt ?? undefined } as never}
          {...look}
        >
          Answer
        </Button>
      );
    case "policy":
      return (
        <Group gap="xs">
          {reason.by[0] && (
            <Button
              component={Link}
              to="/executions/$id"
              params={{ id: reason.by[0].split(".")[0] ?? "" } as never}
              {...look}
            >
              Who holds it
            </Button>
          )}
          <Button component={Link} to="/policies" {...look}>
            Policies
          </Button>
        </Group>
      );
    case "unknown_queue":
    case "no_matching_worker":
    case "workers_away":
    case "workers_busy":
    case "starting":
      return (
        <Button component={Link} to="/workers" {...look}>
          Workers
        </Button>
      );
    case "child":
      return (
        <Button
          component={Link}
          to="/executions/$id"
          params={{ id: reason.by[0] ?? reason.execution } as never}
          {...look}
        >
          Open the nested run
        </Button>
      );
    default:
      return reason.execution === execution.id ? null : (
        <Button component={Link} to="/executions/$id" params={{ id: reason.execution } as never} {...look}>
          Open the nested run
        </Button>
      );
  }
}

function Failed({ execution }: { execution: Execution }) {
  const name = execution.failed_tasks[0];
  return (
    <Alert
      color={execution.status === "timeout" ? "orange" : "red"}
      icon={<IconMoodSad />}
      title={execution.error?.type === "timeout" ? "Took too long" : `Failed${name ? ` at ${name}` : ""}`}
    >
      <Group justify="space-between" align="flex-start">
        <Stack gap={2}>
          <Text size="sm" maw="75ch" className="message">
            {plain(execution.error?.message ?? "No reason was recorded.")}
          </Text>
        </Stack>
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

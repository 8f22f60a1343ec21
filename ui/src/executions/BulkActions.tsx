import { Button, Group, Paper, Progress, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  actionsFor,
  type ExecutionAction,
  type ExecutionSummary,
  executionActions,
  executionQueries,
} from "../api/executions";
import { done, refused } from "../components/notify";
import { ACTION_LOOKS } from "./actionLooks";

const OFFERED: readonly ExecutionAction[] = ["pause", "resume", "cancel", "retry"];
const AT_ONCE = 4;

/** Does one thing with every picked execution it makes sense for, and shows how far it is. */
export function BulkActions({ executions, onDone }: { executions: ExecutionSummary[]; onDone: () => void }) {
  const queries = useQueryClient();
  const [progress, setProgress] = useState<{ doing: ExecutionAction; ended: number; of: number }>();
  if (executions.length === 0 && !progress) return null;

  const run = async (action: ExecutionAction) => {
    const targets = executions.filter((execution) => actionsFor(execution).includes(action));
    setProgress({ doing: action, ended: 0, of: targets.length });
    const failures = await inTurn(
      targets,
      (target) => executionActions[action](target.id),
      () => setProgress((before) => before && { ...before, ended: before.ended + 1 }),
    );
    setProgress(undefined);
    await queries.invalidateQueries({ queryKey: executionQueries.all });
    const look = ACTION_LOOKS[action];
    if (targets.length > failures.length) done(`${targets.length - failures.length} ${look.past}`);
    if (failures[0]) refused(new Error(`${failures.length} not ${look.past}: ${failures[0].message}`));
    onDone();
  };

  return (
    <Paper withBorder p="xs" role="region" aria-label="Selected executions">
      {progress ? (
        <Group>
          <Text size="sm">
            {ACTION_LOOKS[progress.doing].label}: {progress.ended} of {progress.of}
          </Text>
          <Progress
            value={(100 * progress.ended) / Math.max(1, progress.of)}
            flex={1}
            aria-label="Progress"
          />
        </Group>
      ) : (
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {executions.length} selected
          </Text>
          {OFFERED.map((action) => {
            const fitting = executions.filter((execution) => actionsFor(execution).includes(action)).length;
            const look = ACTION_LOOKS[action];
            return (
              <Button
                key={action}
                size="compact-sm"
                variant="light"
                color={look.color}
                disabled={fitting === 0}
                leftSection={<look.icon size={14} />}
                onClick={() => void run(action)}
              >
                {look.label} {fitting > 0 && fitting < executions.length ? fitting : ""}
              </Button>
            );
          })}
        </Group>
      )}
    </Paper>
  );
}

async function inTurn<T>(
  items: readonly T[],
  act: (item: T) => Promise<unknown>,
  ended: () => void,
): Promise<Error[]> {
  const failures: Error[] = [];
  const rest = [...items];
  const worker = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) {
      try {
        await act(item);
      } catch (error) {
        failures.push(error as Error);
      }
      ended();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return failures;
}

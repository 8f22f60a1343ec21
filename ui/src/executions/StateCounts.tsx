import { Group, Text, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { executionQueries } from "../api/executions";
import { EXECUTION_STATES, type ExecutionState, lookOf } from "../components/states";
import classes from "./StateCounts.module.css";

/** How many there are in each state; a click filters by it, a second click lets go. */
export function StateCounts({
  selected,
  onSelect,
}: {
  selected?: ExecutionState | undefined;
  onSelect: (status: ExecutionState | undefined) => void;
}) {
  const { data } = useQuery(executionQueries.counts());
  return (
    <Group gap="xs">
      {EXECUTION_STATES.map((status) => {
        const look = lookOf(status);
        return (
          <UnstyledButton
            key={status}
            className={classes.count}
            data-color={look.color}
            aria-pressed={selected === status}
            onClick={() => onSelect(selected === status ? undefined : status)}
          >
            <Text fw={650} className="number" span>
              {data ? counted(data[status] ?? 0) : "–"}
            </Text>
            <Text size="xs" span>
              {look.word}
            </Text>
          </UnstyledButton>
        );
      })}
    </Group>
  );
}

/** The server counts no further than this. */
const MOST = 10_000;

function counted(count: number): string {
  return count >= MOST ? `${MOST.toLocaleString()}+` : count.toLocaleString();
}

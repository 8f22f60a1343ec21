import { Table, Text, UnstyledButton } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import type { TaskExecution } from "../api/executions";
import { Empty } from "../components/Feedback";
import { StateBadge } from "../components/StateBadge";
import { Took, When } from "../components/When";
import { plain } from "../components/plain";
import { taskLabel } from "./taskLabel";

const ROW = 42;

/** Every attempt of every task, in the order they were recorded; thousands of them stay quick. */
export function TaskTable({
  tasks,
  selected,
  onSelect,
}: {
  tasks: readonly TaskExecution[];
  selected: string | undefined;
  onSelect: (task: string | undefined) => void;
}) {
  const scroller = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: tasks.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  if (tasks.length === 0) return <Empty title="No task has been started yet" />;
  const shown = rows.getVirtualItems();
  const before = shown[0]?.start ?? 0;
  const after = rows.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <section ref={scroller} className="scroller listing" tabIndex={0} aria-label="Tasks">
      <Table stickyHeader highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={130}>State</Table.Th>
            <Table.Th>Task</Table.Th>
            <Table.Th>Action</Table.Th>
            <Table.Th>Started</Table.Th>
            <Table.Th>Took</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {before > 0 && <Spacer height={before} />}
          {shown.map((row) => {
            const task = tasks[row.index];
            if (!task) return null;
            return (
              <Table.Tr
                key={task.id}
                h={ROW}
                bg={task.name === selected ? "var(--mantine-primary-color-light)" : undefined}
              >
                <Table.Td>
                  <StateBadge state={task.status} />
                </Table.Td>
                <Table.Td>
                  <UnstyledButton fz="sm" fw={600} onClick={() => onSelect(task.name)}>
                    {taskLabel(task)}
                  </UnstyledButton>
                  {task.error && (
                    <Text size="xs" fw={500} lineClamp={1}>
                      {plain(task.error.message)}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>{task.action}</Table.Td>
                <Table.Td>
                  <When at={task.started_at} />
                </Table.Td>
                <Table.Td>
                  <Took from={task.started_at} to={task.finished_at} />
                </Table.Td>
              </Table.Tr>
            );
          })}
          {after > 0 && <Spacer height={after} />}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Spacer({ height }: { height: number }) {
  return (
    <Table.Tr aria-hidden>
      <Table.Td colSpan={5} h={height} p={0} />
    </Table.Tr>
  );
}

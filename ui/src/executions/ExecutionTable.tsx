import { Checkbox, Code, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { ExecutionSummary } from "../api/executions";
import { StateBadge } from "../components/StateBadge";
import { Took, When } from "../components/When";
import { BulkActions } from "./BulkActions";

/** Executions as rows that can be picked, for something to be done with all that are. */
export function ExecutionTable({
  executions,
  plain = false,
}: {
  executions: ExecutionSummary[];
  plain?: boolean;
}) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const chosen = executions.filter((execution) => picked.has(execution.id));
  const toggle = (id: string) =>
    setPicked((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const all = chosen.length === executions.length && executions.length > 0;
  return (
    <>
      {!plain && <BulkActions executions={chosen} onDone={() => setPicked(new Set())} />}
      <Table.ScrollContainer minWidth={640}>
        <Table highlightOnHover verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              {!plain && (
                <Table.Th w={36}>
                  <Checkbox
                    aria-label="Select all on this page"
                    checked={all}
                    indeterminate={!all && chosen.length > 0}
                    onChange={() => setPicked(all ? new Set() : new Set(executions.map((each) => each.id)))}
                  />
                </Table.Th>
              )}
              <Table.Th w={140}>State</Table.Th>
              <Table.Th>Workflow</Table.Th>
              <Table.Th>Execution</Table.Th>
              <Table.Th>Started</Table.Th>
              <Table.Th>Took</Table.Th>
              <Table.Th>By</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {executions.map((execution) => (
              <Table.Tr key={execution.id} data-selected={picked.has(execution.id) || undefined}>
                {!plain && (
                  <Table.Td>
                    <Checkbox
                      aria-label={`Select ${execution.id}`}
                      checked={picked.has(execution.id)}
                      onChange={() => toggle(execution.id)}
                    />
                  </Table.Td>
                )}
                <Table.Td>
                  <StateBadge state={execution.status} paused={execution.paused} />
                </Table.Td>
                <Table.Td>
                  <Link to="/workflows/$ref" params={{ ref: execution.workflow }} className="plain-link">
                    {execution.workflow}
                  </Link>
                  {execution.dialect && execution.dialect !== "flow" && (
                    <Text span size="xs" c="dimmed" ml={6}>
                      {execution.dialect}
                    </Text>
                  )}
                  {execution.error && (
                    <Text size="xs" c="red" lineClamp={1}>
                      {execution.error.message}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  <Link to="/executions/$id" params={{ id: execution.id }}>
                    <Code>{execution.id}</Code>
                  </Link>
                  {execution.trace_tag && (
                    <Text span size="xs" c="dimmed" ml={6}>
                      {execution.trace_tag}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  <When at={execution.started_at} />
                </Table.Td>
                <Table.Td>
                  <Took from={execution.started_at} to={execution.finished_at} />
                </Table.Td>
                <Table.Td>{execution.started_by}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

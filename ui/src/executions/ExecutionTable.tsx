import { Checkbox, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { ExecutionSummary } from "../api/executions";
import { StateBadge } from "../components/StateBadge";
import { Took, When } from "../components/When";
import { plain } from "../components/plain";
import { BulkActions } from "./BulkActions";
import { DraftBadge } from "./DraftBadge";

/** Executions as rows that can be picked, for something to be done with all that are. */
export function ExecutionTable({
  executions,
  few = false,
}: {
  executions: ExecutionSummary[];
  /** Within a card: nothing can be picked, and only what matters is shown. */
  few?: boolean;
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
      {!few && <BulkActions executions={chosen} onDone={() => setPicked(new Set())} />}
      <Table.ScrollContainer minWidth={few ? 440 : 680} className={few ? undefined : "listing"}>
        <Table highlightOnHover verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              {!few && (
                <Table.Th w={36}>
                  <Checkbox
                    aria-label="Select all on this page"
                    checked={all}
                    indeterminate={!all && chosen.length > 0}
                    onChange={() => setPicked(all ? new Set() : new Set(executions.map((each) => each.id)))}
                  />
                </Table.Th>
              )}
              <Table.Th w={120}>State</Table.Th>
              <Table.Th>Workflow</Table.Th>
              <Table.Th>Execution</Table.Th>
              <Table.Th>Started</Table.Th>
              {!few && <Table.Th>Took</Table.Th>}
              {!few && <Table.Th>By</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {executions.map((execution) => (
              <Table.Tr key={execution.id} data-selected={picked.has(execution.id) || undefined}>
                {!few && (
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
                  {execution.draft && <DraftBadge />}
                  {execution.error && (
                    <Text size="xs" c="red" lineClamp={1}>
                      {plain(execution.error.message)}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td className="tight">
                  <Link to="/executions/$id" params={{ id: execution.id }} className="id-link">
                    {execution.id}
                  </Link>
                  {execution.trace_tag && (
                    <Text span size="xs" c="dimmed" className="tag" title={execution.trace_tag}>
                      {execution.trace_tag}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td className="tight">
                  <When at={execution.started_at} />
                </Table.Td>
                {!few && (
                  <Table.Td className="tight">
                    <Took from={execution.started_at} to={execution.finished_at} />
                  </Table.Td>
                )}
                {!few && <Table.Td className="tight">{execution.started_by}</Table.Td>}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

import { Alert, Code, Group, Select, Table, Text } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { type Execution, executionQueries, type TaskExecution } from "../api/executions";
import { Bones, Loaded } from "../components/Feedback";
import { Json } from "../components/Json";
import { StateBadge } from "../components/StateBadge";
import { Took } from "../components/When";
import { differences } from "./differences";

/** Two runs side by side: what differed in what they were given, in their tasks and in what came out. */
export function Compare({
  execution,
  other,
  onChoose,
}: {
  execution: Execution;
  other: string | undefined;
  onChoose: (id: string | undefined) => void;
}) {
  const siblings = useQuery(executionQueries.list({ action_ref: execution.workflow, per_page: 50 }));
  return (
    <>
      <Select
        label="Compare with"
        placeholder="another run of this workflow"
        searchable
        clearable
        maw={420}
        mb="md"
        value={other ?? null}
        onChange={(id) => onChoose(id ?? undefined)}
        data={(siblings.data?.data ?? [])
          .filter((each) => each.id !== execution.id)
          .map((each) => ({ value: each.id, label: `${each.id} – ${each.status}` }))}
      />
      {other && <SideBySide left={execution} right={other} />}
    </>
  );
}

function SideBySide({ left, right }: { left: Execution; right: string }) {
  const query = useQuery(executionQueries.one(right));
  const [mine, theirs] = useQueries({
    queries: [executionQueries.tasks(left.id), executionQueries.tasks(right)],
  });
  return (
    <Loaded query={query}>
      {(found) => {
        if (!mine?.data || !theirs?.data) return <Bones />;
        const parameters = differences(left.parameters, found.parameters);
        return (
          <>
            <Table.ScrollContainer minWidth={600} className="listing">
              <Table layout="fixed">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th w="18%">What</Table.Th>
                    <Table.Th>
                      <Code>{left.id}</Code>
                    </Table.Th>
                    <Table.Th>
                      <Code>{found.id}</Code>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  <Row
                    name="State"
                    left={<StateBadge state={left.status} />}
                    right={<StateBadge state={found.status} />}
                  />
                  <Row
                    name="Version"
                    left={`${left.version} (${left.definition})`}
                    right={`${found.version} (${found.definition})`}
                  />
                  <Row
                    name="Took"
                    left={<Took from={left.started_at} to={left.finished_at} />}
                    right={<Took from={found.started_at} to={found.finished_at} />}
                  />
                  {parameters.map((each) => (
                    <Row
                      key={each.path}
                      name={`parameter ${each.path}`}
                      left={<Json value={each.left} empty="–" />}
                      right={<Json value={each.right} empty="–" />}
                    />
                  ))}
                  {taskNames(mine.data, theirs.data).map((name) => (
                    <Row
                      key={name}
                      name={name}
                      left={<LastOf name={name} tasks={mine.data ?? []} />}
                      right={<LastOf name={name} tasks={theirs.data ?? []} />}
                    />
                  ))}
                  <Row
                    name="Result"
                    left={<Json value={left.error ?? left.result} />}
                    right={<Json value={found.error ?? found.result} />}
                  />
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
            {parameters.length === 0 && <Alert color="gray">Both were given the same parameters.</Alert>}
          </>
        );
      }}
    </Loaded>
  );
}

function Row({ name, left, right }: { name: string; left: React.ReactNode; right: React.ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th scope="row">{name}</Table.Th>
      <Table.Td>{left}</Table.Td>
      <Table.Td>{right}</Table.Td>
    </Table.Tr>
  );
}

function taskNames(left: readonly TaskExecution[], right: readonly TaskExecution[]): string[] {
  return [...new Set([...left, ...right].map((task) => task.name))];
}

function LastOf({ name, tasks }: { name: string; tasks: readonly TaskExecution[] }) {
  const of = tasks.filter((task) => task.name === name && task.index === null);
  const last = of.at(-1);
  if (!last) {
    return (
      <Text size="sm" c="dimmed">
        not reached
      </Text>
    );
  }
  return (
    <Group gap="sm">
      <StateBadge state={last.status} />
      <Took from={last.started_at} to={last.finished_at} />
      {of.length > 1 && <Text size="xs">{of.length} attempts</Text>}
    </Group>
  );
}

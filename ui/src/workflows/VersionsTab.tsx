import { Badge, Grid, Group, Select, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type Workflow, versionQueries } from "../api/workflows";
import { Empty, Loaded } from "../components/Feedback";
import { exact } from "../components/time";
import { SourceDiff } from "../editor/SourceDiff";
import { GraphView } from "../graph/GraphView";
import { sceneOf } from "../graph/scene";
import { graphDiff } from "./graphDiff";

/** What a workflow was defined as, and what changed between two of its versions: text and graph. */
export default function VersionsTab({
  workflow,
  before,
  after,
  onChoose,
}: {
  workflow: Workflow;
  before: number | undefined;
  after: number | undefined;
  onChoose: (before: number, after: number) => void;
}) {
  const query = useQuery(versionQueries.list(workflow.ref));
  return (
    <Loaded query={query}>
      {(versions) => {
        const present = versions.find((each) => each.current) ?? versions[0];
        if (!present) return <Empty title="It has no stored version" />;
        const newer = versions.find((each) => each.definition === after) ?? present;
        const older =
          versions.find((each) => each.definition === before) ??
          versions.find((each) => each.definition < newer.definition) ??
          newer;
        const choices = versions.map((each) => ({
          value: String(each.definition),
          label: `${each.version}, ${exact(new Date(each.created_at))}${each.current ? " (present)" : ""}`,
        }));
        return (
          <Stack>
            <Group align="flex-end">
              <Select
                label="From"
                w={400}
                maw="100%"
                data={choices}
                value={String(older.definition)}
                allowDeselect={false}
                onChange={(value) => onChoose(Number(value), newer.definition)}
              />
              <Select
                label="To"
                w={400}
                maw="100%"
                data={choices}
                value={String(newer.definition)}
                allowDeselect={false}
                onChange={(value) => onChoose(older.definition, Number(value))}
              />
              <Text size="sm" c="dimmed" pb={8}>
                {versions.length} {versions.length === 1 ? "version" : "versions"}
              </Text>
            </Group>
            <Difference workflow={workflow.ref} before={older.definition} after={newer.definition} />
          </Stack>
        );
      }}
    </Loaded>
  );
}

function Difference({ workflow, before, after }: { workflow: string; before: number; after: number }) {
  const older = useQuery(versionQueries.one(workflow, before));
  const newer = useQuery(versionQueries.one(workflow, after));
  return (
    <Loaded query={older} rows={10}>
      {(from) => (
        <Loaded query={newer} rows={10}>
          {(to) => {
            const diff = graphDiff(from.graph, to.graph);
            return (
              <Grid gap="md">
                <Grid.Col span={{ base: 12, lg: 6 }}>
                  <Title order={2} size="h5" mb="xs">
                    Text
                  </Title>
                  <SourceDiff before={from.source.text} after={to.source.text} />
                </Grid.Col>
                <Grid.Col span={{ base: 12, lg: 6 }}>
                  <Group gap="xs" mb="xs">
                    <Title order={2} size="h5">
                      Graph
                    </Title>
                    <Badge variant="light" color="teal">
                      {diff.added} added
                    </Badge>
                    <Badge variant="light" color="orange">
                      {diff.changed} changed
                    </Badge>
                    <Badge variant="light" color="red">
                      {diff.removed} removed
                    </Badge>
                  </Group>
                  <GraphView scene={sceneOf(diff.graph)} />
                </Grid.Col>
              </Grid>
            );
          }}
        </Loaded>
      )}
    </Loaded>
  );
}

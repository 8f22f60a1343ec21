import { SimpleGrid, Stack, Title } from "@mantine/core";
import type { Execution } from "../api/executions";
import { Json } from "../components/Json";

/** What the run was given, what it remembered and what came out. */
export function DataTab({ execution }: { execution: Execution }) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <Part title="Parameters" value={execution.parameters} />
      <Part title="Result" value={execution.error ?? execution.result} />
      <Part title="Variables" value={execution.variables} />
    </SimpleGrid>
  );
}

function Part({ title, value }: { title: string; value: unknown }) {
  return (
    <Stack gap={4}>
      <Title order={2} size="h5">
        {title}
      </Title>
      <Json value={value} empty="none" />
    </Stack>
  );
}

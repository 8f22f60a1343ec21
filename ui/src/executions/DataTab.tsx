import { SimpleGrid, Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Execution } from "../api/executions";
import { Json } from "../components/Json";
import { Origin } from "./Origin";

/** What the run was given, what it remembered, what came out, and where it comes from. */
export function DataTab({ execution }: { execution: Execution }) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <Part title="Parameters">
        <Json value={execution.parameters} empty="none" />
      </Part>
      <Part title="Result">
        <Json value={execution.error ?? execution.result} empty="none" />
      </Part>
      <Part title="Variables">
        <Json value={execution.variables} empty="none" />
      </Part>
      <Part title="Origin">
        <Origin execution={execution} />
      </Part>
    </SimpleGrid>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap={4}>
      <Title order={2} size="h5">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

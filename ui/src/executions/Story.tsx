import { Code, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { executionQueries } from "../api/executions";
import { Empty, Loaded } from "../components/Feedback";
import { plain } from "../components/plain";

/** What happened, line by line, as one would tell it. */
export function Story({ id }: { id: string }) {
  const query = useQuery(executionQueries.story(id));
  return (
    <Loaded query={query}>
      {(moments) =>
        moments.length === 0 ? (
          <Empty title="Nothing has happened yet" />
        ) : (
          <Stack gap={2} component="ol" className="story">
            {moments.map((moment, line) => (
              <Group key={line} gap="md" component="li" wrap="nowrap" align="baseline">
                <Code>{new Date(moment.at).toLocaleTimeString(undefined, { hour12: false })}</Code>
                <Text size="sm">{plain(moment.text)}</Text>
              </Group>
            ))}
          </Stack>
        )
      }
    </Loaded>
  );
}

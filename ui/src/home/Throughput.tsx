import { BarChart } from "@mantine/charts";
import { Card, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { executionQueries } from "../api/executions";
import { useNow } from "../components/clock";
import { buckets } from "./buckets";

const MINUTES = 30;

/** Executions that ended, by minute, as far as the latest hundred go back. */
export function Throughput() {
  const query = useQuery(executionQueries.list({ per_page: 100 }));
  const now = useNow();
  if (!query.data || query.data.data.length === 0) return null;
  const data = buckets(query.data.data, now.getTime(), MINUTES);
  return (
    <Card withBorder>
      <Title order={2} size="h5">
        Started in the last {MINUTES} minutes
      </Title>
      <Text size="xs" c="dimmed" mb="xs">
        of the latest hundred executions, by minute
      </Text>
      <BarChart
        h={140}
        data={data}
        dataKey="minute"
        type="stacked"
        xAxisProps={{ interval: 4 }}
        yAxisProps={{ allowDecimals: false }}
        series={[
          { name: "completed", color: "teal.7" },
          { name: "failed", color: "red.7" },
          { name: "live", color: "blue.6" },
        ]}
        barProps={{ isAnimationActive: false }}
      />
    </Card>
  );
}

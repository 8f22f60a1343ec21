import "@mantine/charts/styles.css";
import { AreaChart, BarChart } from "@mantine/charts";
import { Card, SimpleGrid, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { executionQueries } from "../api/executions";

/** For the uppermost number of the axis. */
const ROOM = { top: 8 };

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hour12: false });

/** What ended in the last hour, minute by minute: executions by how they ended, and attempts. */
export default function Throughput() {
  const query = useQuery(executionQueries.throughput());
  if (!query.data) return null;
  const minutes = query.data.map((each) => ({
    ...each,
    "timed out": each.timeout,
    at: CLOCK.format(new Date(each.minute)),
  }));
  const ended = minutes.reduce(
    (sum, each) => sum + each.completed + each.failed + each.timeout + each.cancelled,
    0,
  );
  const attempts = minutes.reduce((sum, each) => sum + each.attempts, 0);
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <Plot title="Executions ended" total={ended}>
        <BarChart
          h={140}
          data={minutes}
          dataKey="at"
          type="stacked"
          xAxisProps={{ interval: 9 }}
          yAxisProps={{ allowDecimals: false, tickCount: 3 }}
          series={[
            { name: "completed", color: "teal.7" },
            { name: "failed", color: "red.7" },
            { name: "timed out", color: "orange.7" },
            { name: "cancelled", color: "gray.6" },
          ]}
          barProps={{ isAnimationActive: false }}
          barChartProps={{ margin: ROOM }}
        />
      </Plot>
      <Plot title="Attempts ended" total={attempts}>
        <AreaChart
          h={140}
          data={minutes}
          dataKey="at"
          curveType="monotone"
          withDots={false}
          xAxisProps={{ interval: 9 }}
          yAxisProps={{ allowDecimals: false, tickCount: 3 }}
          series={[{ name: "attempts", color: "indigo.6" }]}
          areaProps={{ isAnimationActive: false }}
          areaChartProps={{ margin: ROOM }}
        />
      </Plot>
    </SimpleGrid>
  );
}

function Plot({ title, total, children }: { title: string; total: number; children: React.ReactNode }) {
  return (
    <Card withBorder>
      <Title order={2} size="h5">
        {title}
      </Title>
      <Text size="xs" c="dimmed" mb="xs">
        {total.toLocaleString()} in the last hour, by minute, in this server
      </Text>
      {children}
    </Card>
  );
}

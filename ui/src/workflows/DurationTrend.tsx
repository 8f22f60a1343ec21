import "@mantine/charts/styles.css";
import { BarChart } from "@mantine/charts";
import { Paper, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { ExecutionSummary } from "../api/executions";

/** How long the latest runs took, oldest first, coloured by how they ended. */
export default function DurationTrend({ executions }: { executions: ExecutionSummary[] }) {
  const navigate = useNavigate();
  const ended = executions.filter((each) => each.finished_at !== null).toReversed();
  if (ended.length < 2) return null;
  const data = ended.map((each) => {
    const seconds = (Date.parse(each.finished_at ?? "") - Date.parse(each.started_at)) / 1000;
    return { id: each.id, [each.status === "completed" ? "completed" : "not completed"]: seconds };
  });
  return (
    <Paper withBorder p="sm" mb="md">
      <Text size="sm" fw={600} mb="xs">
        Seconds each of the last {ended.length} runs took
      </Text>
      <BarChart
        h={120}
        data={data}
        dataKey="id"
        type="stacked"
        withXAxis={false}
        yAxisProps={{ tickCount: 3 }}
        series={[
          { name: "completed", color: "teal.7" },
          { name: "not completed", color: "red.7" },
        ]}
        valueFormatter={(value) => `${value.toFixed(2)} s`}
        barProps={{
          isAnimationActive: false,
          onClick: (bar: unknown) => {
            const { id } = (bar as { payload: { id: string } }).payload;
            void navigate({ to: "/executions/$id", params: { id } });
          },
        }}
      />
    </Paper>
  );
}

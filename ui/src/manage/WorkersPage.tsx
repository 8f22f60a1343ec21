import { Badge, Group, Progress, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { manageQueries, type Worker } from "../api/manage";
import { Empty, Loaded } from "../components/Feedback";
import { Listing } from "../components/Listing";
import { Page } from "../components/Page";
import { When } from "../components/When";

const COLORS = { connected: "teal", draining: "orange", disconnected: "red" } as const;

/** Who carries out attempts, and how busy they are. */
export function WorkersPage() {
  const query = useQuery(manageQueries.workers());
  return (
    <Page title="Workers" lead="Who carries out attempts, as of some seconds ago.">
      <Loaded query={query}>
        {(workers) =>
          workers.length === 0 ? (
            <Empty title="No worker has been heard" command="heddle worker --server https://heddle.example">
              Start one on any machine that reaches the server.
            </Empty>
          ) : (
            <Listing<Worker>
              label="Workers"
              rows={workers}
              keyOf={(worker) => worker.id}
              columns={[
                {
                  title: "Worker",
                  cell: (worker) => (
                    <>
                      <Text fw={600} size="sm">
                        {worker.name}
                      </Text>
                      <Text size="xs" c="dimmed">
                        {worker.in_process ? "within a server, " : ""}
                        {worker.version}
                      </Text>
                    </>
                  ),
                },
                {
                  title: "State",
                  cell: (worker) => (
                    <Badge variant="light" color={COLORS[worker.state]}>
                      {worker.state}
                    </Badge>
                  ),
                },
                {
                  title: "Busy",
                  cell: (worker) => (
                    <Group gap="xs" wrap="nowrap">
                      <Progress
                        w={80}
                        value={(100 * worker.running) / Math.max(1, worker.slots)}
                        aria-label={`${worker.running} of ${worker.slots} slots`}
                      />
                      <Text size="sm" className="number">
                        {worker.running} of {worker.slots}
                      </Text>
                    </Group>
                  ),
                },
                { title: "Queues", cell: (worker) => worker.queues.join(", ") },
                {
                  title: "Labels and taints",
                  cell: (worker) => (
                    <Group gap={4}>
                      {Object.entries(worker.labels).map(([name, value]) => (
                        <Badge key={name} variant="outline" color="gray" size="sm">
                          {name}={value}
                        </Badge>
                      ))}
                      {worker.taints.map((taint) => (
                        <Badge key={taint} variant="outline" color="orange" size="sm">
                          {taint}
                        </Badge>
                      ))}
                    </Group>
                  ),
                },
                { title: "Heard", cell: (worker) => <When at={worker.seen_at} /> },
              ]}
            />
          )
        }
      </Loaded>
    </Page>
  );
}

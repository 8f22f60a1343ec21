import { Card, SimpleGrid, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { executionQueries } from "../api/executions";
import { inquiryQueries } from "../api/inquiries";
import { Empty, Loaded } from "../components/Feedback";
import { Page } from "../components/Page";
import { When } from "../components/When";
import { ExecutionTable } from "../executions/ExecutionTable";
import { StateCounts } from "../executions/StateCounts";

// The plots are half of what this page weighs; the rest does not wait for them.
const Throughput = lazy(() => import("./Throughput"));
const PLOTS = 216;

/** What runs, what failed lately, what waits for whom. */
export function HomePage() {
  const navigate = useNavigate();
  return (
    <Page title="Home" lead="What runs, what failed lately, what waits for whom.">
      <StateCounts onSelect={(status) => void navigate({ to: "/executions", search: { status } })} />
      <Suspense fallback={<Skeleton height={PLOTS} />}>
        <Throughput />
      </Suspense>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Latest title="Running now" status="running" nothing="Nothing runs" />
        <Waiting />
      </SimpleGrid>
      <Latest title="Failed lately" status="failed" nothing="Nothing has failed" />
    </Page>
  );
}

function Latest({
  title,
  status,
  nothing,
}: {
  title: string;
  status: "running" | "failed";
  nothing: string;
}) {
  const query = useQuery(executionQueries.list({ status, top_level: true, per_page: 8 }));
  return (
    <Card withBorder className="card">
      <Title order={2} size="h5" mb="xs">
        {title}
      </Title>
      <Loaded query={query} rows={4}>
        {({ data }) =>
          data.length === 0 ? <Empty title={nothing} /> : <ExecutionTable executions={data} few />
        }
      </Loaded>
    </Card>
  );
}

function Waiting() {
  const query = useQuery(inquiryQueries.list({ status: "pending", per_page: 8 }));
  return (
    <Card withBorder className="card">
      <Title order={2} size="h5" mb="xs">
        Waits for people
      </Title>
      <Loaded query={query} rows={4}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title="Nobody is asked anything" />
          ) : (
            <Stack gap="xs">
              {data.map((inquiry) => (
                <Link key={inquiry.id} to="/inbox" search={{ inquiry: inquiry.id }} className="plain-link">
                  <Text size="sm" fw={600} lineClamp={1}>
                    {inquiry.prompt}
                  </Text>
                  <Text size="xs" c="dimmed" component="div">
                    {inquiry.assigned_to ?? "anybody"}, asked <When at={inquiry.created_at} />
                  </Text>
                </Link>
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Card>
  );
}

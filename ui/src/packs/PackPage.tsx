import { Badge, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { packQueries } from "../api/packs";
import type { WorkflowSummary } from "../api/workflows";
import { Empty, Loaded } from "../components/Feedback";
import { Listing } from "../components/Listing";
import { Page } from "../components/Page";
import { When } from "../components/When";
import { Settings } from "./Settings";

const route = getRouteApi("/packs/$ref");

/** One pack: its settings and its workflows. */
export function PackPage() {
  const { ref } = route.useParams();
  const pack = useQuery(packQueries.one(ref));
  const workflows = useQuery(packQueries.workflows(ref));
  return (
    <Loaded query={pack}>
      {(found) => (
        <Page
          title={found.ref}
          lead={
            <>
              {found.description || found.label} · version {found.version}, installed{" "}
              <When at={found.installed_at} /> {!found.enabled && <Badge color="gray">disabled</Badge>}
            </>
          }
        >
          <Stack gap="xs">
            <Title order={2} size="h4">
              Settings
            </Title>
            <Settings pack={ref} />
          </Stack>
          <Stack gap="xs">
            <Title order={2} size="h4">
              Workflows
            </Title>
            <Loaded query={workflows}>
              {({ data }) =>
                data.length === 0 ? (
                  <Empty title="It has no workflows">
                    It brings actions or triggers for others:{" "}
                    <Link to="/packs" search={{ q: `${ref}.` }}>
                      its actions
                    </Link>
                  </Empty>
                ) : (
                  <Listing<WorkflowSummary>
                    label="Workflows"
                    rows={data}
                    keyOf={(each) => each.ref}
                    columns={[
                      {
                        title: "Workflow",
                        cell: (each) => (
                          <Link to="/workflows/$ref" params={{ ref: each.ref }}>
                            {each.ref}
                          </Link>
                        ),
                      },
                      { title: "What it does", cell: (each) => each.description || each.label },
                      { title: "Dialect", tight: true, cell: (each) => each.dialect },
                      { title: "Version", tight: true, cell: (each) => each.version },
                    ]}
                  />
                )
              }
            </Loaded>
          </Stack>
          <Text size="sm">
            <Link to="/packs" search={{ q: `${ref}.` }}>
              Its actions
            </Link>{" "}
            ·{" "}
            <Link to="/executions" search={{ pack: ref }}>
              Its executions
            </Link>
          </Text>
        </Page>
      )}
    </Loaded>
  );
}

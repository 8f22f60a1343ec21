import { Badge, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { packQueries } from "../api/packs";
import { Empty, Loaded } from "../components/Feedback";
import { Page } from "../components/Page";
import { Pages } from "../components/Pages";
import { When } from "../components/When";

const route = getRouteApi("/packs");

/** What is installed: packs and the actions in them. */
export function PacksPage() {
  const { page } = route.useSearch();
  const navigate = route.useNavigate();
  const packs = useQuery(packQueries.list({ per_page: 100 }));
  const actions = useQuery(packQueries.actions({ page: page ?? 1, per_page: 50 }));
  return (
    <Page title="Packs and actions" lead="What workflows are installed with and what their tasks call.">
      <Loaded query={packs}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title="No pack is installed yet" command="./heddle server --packs examples/packs" />
          ) : (
            <Table.ScrollContainer minWidth={500}>
              <Table highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Pack</Table.Th>
                    <Table.Th>Version</Table.Th>
                    <Table.Th>Installed</Table.Th>
                    <Table.Th />
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {data.map((pack) => (
                    <Table.Tr key={pack.ref}>
                      <Table.Td>
                        <Text fw={600}>{pack.ref}</Text>
                        <Text size="xs" c="dimmed">
                          {pack.description || pack.label}
                        </Text>
                      </Table.Td>
                      <Table.Td>
                        {pack.version} {!pack.enabled && <Badge color="gray">disabled</Badge>}
                      </Table.Td>
                      <Table.Td>
                        <When at={pack.installed_at} />
                      </Table.Td>
                      <Table.Td ta="right">
                        <Link to="/executions" search={{ pack: pack.ref }}>
                          its executions
                        </Link>
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Loaded>
      <Stack gap="xs">
        <Title order={2} size="h4">
          Actions
        </Title>
        <Loaded query={actions}>
          {({ data, pagination }) => (
            <>
              <Table.ScrollContainer minWidth={500}>
                <Table>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>Action</Table.Th>
                      <Table.Th>What it does</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {data.map((action) => (
                      <Table.Tr key={action.ref}>
                        <Table.Td>{action.ref}</Table.Td>
                        <Table.Td>{action.description || action.label}</Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
              <Pages pagination={pagination} onChange={(next) => void navigate({ search: { page: next } })} />
            </>
          )}
        </Loaded>
      </Stack>
    </Page>
  );
}

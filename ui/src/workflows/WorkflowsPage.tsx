import { Badge, Button, Group, Table, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { workflowQueries } from "../api/workflows";
import { Empty, Loaded } from "../components/Feedback";
import { IconPlayerPlay, IconSearch } from "../components/icons";
import { Page } from "../components/Page";
import { Pages } from "../components/Pages";
import { When } from "../components/When";

const route = getRouteApi("/workflows");

/** What can be run, of every dialect. */
export function WorkflowsPage() {
  const { q, page } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(
    workflowQueries.list({ page: page ?? 1, per_page: 50, ...(q ? { search: q } : {}) }),
  );
  const search = useDebouncedCallback(
    (text: string) => void navigate({ search: { q: text || undefined }, replace: true }),
    250,
  );
  return (
    <Page
      title="Workflows"
      lead="Definitions that can be executed, of every dialect."
      actions={
        <Button variant="default" component={Link} to="/scripts">
          Upload scripts
        </Button>
      }
    >
      <TextInput
        leftSection={<IconSearch size={16} />}
        placeholder="Find by name, label or description"
        aria-label="Find workflows"
        defaultValue={q ?? ""}
        onChange={(event) => search(event.currentTarget.value.trim())}
        maw={420}
      />
      <Loaded query={query} rows={8}>
        {({ data, pagination }) =>
          data.length === 0 ? (
            q ? (
              <Empty title={`No workflow has “${q}” in it`} />
            ) : (
              <Empty title="No workflow is installed yet" command="./heddle server --packs examples/packs">
                Workflows come in packs. Start the server with a directory of them.
              </Empty>
            )
          ) : (
            <>
              <Table.ScrollContainer minWidth={600} className="listing">
                <Table highlightOnHover verticalSpacing={8}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>Workflow</Table.Th>
                      <Table.Th>Dialect</Table.Th>
                      <Table.Th>Version</Table.Th>
                      <Table.Th>Tags</Table.Th>
                      <Table.Th>Changed</Table.Th>
                      <Table.Th />
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {data.map((workflow) => (
                      <Table.Tr key={workflow.ref}>
                        <Table.Td>
                          <Link to="/workflows/$ref" params={{ ref: workflow.ref }}>
                            {workflow.ref}
                          </Link>
                          {!workflow.enabled && (
                            <Badge color="gray" size="sm" ml="xs">
                              disabled
                            </Badge>
                          )}
                          <Text size="xs" c="dimmed" lineClamp={1}>
                            {workflow.description || workflow.label}
                          </Text>
                        </Table.Td>
                        <Table.Td>{workflow.dialect}</Table.Td>
                        <Table.Td>{workflow.version}</Table.Td>
                        <Table.Td>
                          <Group gap={4}>
                            {workflow.tags.map((tag) => (
                              <Badge key={tag} variant="outline" color="gray" size="sm">
                                {tag}
                              </Badge>
                            ))}
                          </Group>
                        </Table.Td>
                        <Table.Td className="tight">
                          <When at={workflow.updated_at ?? workflow.created_at} />
                        </Table.Td>
                        <Table.Td ta="right">
                          <Button
                            component={Link}
                            to="/workflows/$ref"
                            params={{ ref: workflow.ref } as never}
                            search={{ tab: "start" } as never}
                            size="compact-sm"
                            variant="light"
                            leftSection={<IconPlayerPlay size={14} />}
                            aria-label={`Start ${workflow.ref}`}
                          >
                            Start
                          </Button>
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
              <Pages
                pagination={pagination}
                onChange={(next) => void navigate({ search: { q, page: next } })}
              />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

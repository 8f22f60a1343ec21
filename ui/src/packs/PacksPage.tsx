import { Badge, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type Action, type Pack, packQueries } from "../api/packs";
import { Beside, Chosen } from "../components/Beside";
import { Empty, Loaded } from "../components/Feedback";
import { IconSearch } from "../components/icons";
import { Listing, RowName } from "../components/Listing";
import { Page } from "../components/Page";
import { Pages } from "../components/Pages";
import { Part } from "../components/Part";
import { SchemaTable } from "../components/SchemaTable";
import { When } from "../components/When";

const route = getRouteApi("/packs");

/** What is installed: packs and the actions in them. */
export function PacksPage() {
  const packs = useQuery(packQueries.list({ per_page: 100 }));
  return (
    <Page title="Packs and actions" lead="What workflows are installed with and what their tasks call.">
      <Loaded query={packs}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title="No pack is installed yet" command="./heddle server --packs examples/packs" />
          ) : (
            <Listing<Pack>
              label="Packs"
              rows={data}
              keyOf={(pack) => pack.ref}
              columns={[
                {
                  title: "Pack",
                  cell: (pack) => (
                    <>
                      <Link to="/packs/$ref" params={{ ref: pack.ref }}>
                        {pack.ref}
                      </Link>
                      <Text size="xs" c="dimmed">
                        {pack.description || pack.label}
                      </Text>
                    </>
                  ),
                },
                {
                  title: "Version",
                  tight: true,
                  cell: (pack) => (
                    <>
                      {pack.version} {!pack.enabled && <Badge color="gray">disabled</Badge>}
                    </>
                  ),
                },
                { title: "Installed", tight: true, cell: (pack) => <When at={pack.installed_at} /> },
                {
                  title: "",
                  right: true,
                  tight: true,
                  cell: (pack) => (
                    <Link to="/executions" search={{ pack: pack.ref }}>
                      its executions
                    </Link>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      <Actions />
    </Page>
  );
}

function Actions() {
  const { page, q, action } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(packQueries.actions({ page: page ?? 1, per_page: 25, ...(q ? { q } : {}) }));
  const find = useDebouncedCallback(
    (text: string) => void navigate({ search: { q: text || undefined, action }, replace: true }),
    250,
  );
  const choose = (next: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, action: next }), replace: true });
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        Actions
      </Title>
      <TextInput
        leftSection={<IconSearch size={16} />}
        placeholder="Find by name or description"
        aria-label="Find actions"
        defaultValue={q ?? ""}
        onChange={(event) => find(event.currentTarget.value.trim())}
        maw={420}
      />
      <Loaded query={query}>
        {({ data, pagination }) =>
          data.length === 0 ? (
            <Empty title={`No action has “${q}” in it`} />
          ) : (
            <Beside
              aside={action && <ActionOf key={action} action={action} onClose={() => choose(undefined)} />}
            >
              <Listing<Action>
                label="Actions"
                rows={data}
                keyOf={(each) => each.ref}
                selected={action}
                columns={[
                  {
                    title: "Action",
                    tight: true,
                    cell: (each) => <RowName onClick={() => choose(each.ref)}>{each.ref}</RowName>,
                  },
                  { title: "What it does", cell: (each) => each.description || each.label },
                ]}
              />
              <Pages
                pagination={pagination}
                onChange={(next) => void navigate({ search: { q, action, page: next } })}
              />
            </Beside>
          )
        }
      </Loaded>
    </Stack>
  );
}

function ActionOf({ action, onClose }: { action: string; onClose: () => void }) {
  const query = useQuery(packQueries.action(action));
  return (
    <Loaded query={query}>
      {(found) => (
        <Chosen title={found.ref} label={`Action ${found.ref}`} onClose={onClose}>
          <Stack gap="sm">
            <Text size="sm">{found.description || found.label}</Text>
            <Part title="Takes">
              <SchemaTable schema={found.parameters} empty="no parameters" />
            </Part>
            <Part title="Gives">
              <SchemaTable schema={found.output} empty="it does not say" />
            </Part>
          </Stack>
        </Chosen>
      )}
    </Loaded>
  );
}

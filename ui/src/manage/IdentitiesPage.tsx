import { Badge, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type Identity, manageQueries } from "../api/manage";
import { Empty, Loaded } from "../components/Feedback";
import { Listing } from "../components/Listing";
import { Page } from "../components/Page";
import { Pages } from "../components/Pages";
import { When } from "../components/When";

const route = getRouteApi("/identities");

/** Who can log in and what they may do. */
export function IdentitiesPage() {
  const { page } = route.useSearch();
  const navigate = route.useNavigate();
  const people = useQuery(manageQueries.identities({ page: page ?? 1 }));
  const sets = useQuery(manageQueries.permissionSets());
  return (
    <Page title="Identities" lead="People and services that can log in, and the roles they have.">
      <Loaded query={people}>
        {({ data, pagination }) =>
          data.length === 0 ? (
            <Empty
              title="Nobody can log in yet"
              command="heddle identity create NAME --role editor --password"
            />
          ) : (
            <>
              <Listing<Identity>
                label="Identities"
                rows={data}
                keyOf={(identity) => identity.id}
                columns={[
                  {
                    title: "Login",
                    cell: (identity) => (
                      <>
                        <Text size="sm" fw={600}>
                          {identity.login}
                        </Text>
                        <Text size="xs" c="dimmed">
                          {identity.display_name}
                        </Text>
                      </>
                    ),
                  },
                  { title: "Kind", cell: (identity) => identity.kind },
                  { title: "Roles", cell: (identity) => <Names names={identity.roles} /> },
                  { title: "Groups", cell: (identity) => <Names names={identity.groups} /> },
                  {
                    title: "State",
                    cell: (identity) =>
                      identity.disabled ? (
                        <Badge color="gray">disabled</Badge>
                      ) : (
                        <Badge variant="light" color="teal">
                          may log in
                        </Badge>
                      ),
                  },
                  { title: "Since", cell: (identity) => <When at={identity.created_at} /> },
                ]}
              />
              <Pages pagination={pagination} onChange={(next) => void navigate({ search: { page: next } })} />
            </>
          )
        }
      </Loaded>
      <Stack gap="xs">
        <Title order={2} size="h4">
          Roles
        </Title>
        <Loaded query={sets}>
          {({ data }) => (
            <Listing
              label="Roles"
              rows={data}
              keyOf={(set) => set.ref}
              columns={[
                { title: "Role", cell: (set) => set.ref },
                { title: "What it is for", cell: (set) => set.description || set.label },
                { title: "Grants", cell: (set) => set.grants.length, right: true },
              ]}
            />
          )}
        </Loaded>
      </Stack>
    </Page>
  );
}

function Names({ names }: { names: readonly string[] }) {
  return (
    <Group gap={4}>
      {names.map((name) => (
        <Badge key={name} variant="outline" color="gray" size="sm">
          {name}
        </Badge>
      ))}
    </Group>
  );
}

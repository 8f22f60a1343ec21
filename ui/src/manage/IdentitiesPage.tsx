import { Badge, Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { type Identity, manageQueries } from "../api/manage";
import type { IdentitiesSearch } from "../app/search";
import { Beside } from "../components/Beside";
import { Empty, Loaded } from "../components/Feedback";
import { IconPlus } from "../components/icons";
import { Listing, RowName } from "../components/Listing";
import { Page } from "../components/Page";
import { Pages } from "../components/Pages";
import { When } from "../components/When";
import { IdentityDetails, Names } from "./IdentityDetails";
import { IdentityForm } from "./IdentityForm";
import { Roles } from "./Roles";

const route = getRouteApi("/identities");

/** Who can log in and what they may do. */
export function IdentitiesPage() {
  const { page, identity, role } = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: Partial<IdentitiesSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const [making, setMaking] = useState(false);
  const people = useQuery(manageQueries.identities({ page: page ?? 1 }));
  return (
    <Page
      title="Identities"
      lead="People and services that can log in, and the roles they have."
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
          Make an identity
        </Button>
      }
    >
      {making && (
        <IdentityForm
          onClose={() => setMaking(false)}
          onDone={(made) => change({ identity: made.id, page: undefined })}
        />
      )}
      <Loaded query={people}>
        {({ data, pagination }) => {
          if (data.length === 0) {
            return (
              <Empty
                title="Nobody can log in yet"
                command="heddle identity create NAME --role editor --password"
              />
            );
          }
          const chosen = data.find((each) => each.id === identity);
          return (
            <Beside
              aside={
                chosen && (
                  <IdentityDetails
                    key={chosen.id}
                    identity={chosen}
                    onClose={() => change({ identity: undefined })}
                  />
                )
              }
            >
              <Listing<Identity>
                label="Identities"
                rows={data}
                keyOf={(each) => each.id}
                selected={identity}
                columns={[
                  {
                    title: "Login",
                    cell: (each) => (
                      <>
                        <RowName onClick={() => change({ identity: each.id })}>{each.login}</RowName>
                        {each.display_name !== each.login && (
                          <Text size="xs" c="dimmed">
                            {each.display_name}
                          </Text>
                        )}
                      </>
                    ),
                  },
                  { title: "Kind", tight: true, cell: (each) => each.kind },
                  { title: "Roles", cell: (each) => <Names names={each.roles} /> },
                  { title: "Groups", cell: (each) => <Names names={each.groups} /> },
                  {
                    title: "State",
                    tight: true,
                    cell: (each) => (
                      <Badge variant="light" color={each.disabled ? "gray" : "teal"}>
                        {each.disabled ? "disabled" : "may log in"}
                      </Badge>
                    ),
                  },
                  { title: "Since", tight: true, cell: (each) => <When at={each.created_at} /> },
                ]}
              />
              <Pages pagination={pagination} onChange={(next) => change({ page: next })} />
            </Beside>
          );
        }}
      </Loaded>
      <Roles chosen={role} onChoose={(next) => change({ role: next })} />
    </Page>
  );
}

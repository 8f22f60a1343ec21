import { Badge, Button, Code, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type AuditEntry, manageQueries } from "../api/manage";
import { Empty, Loaded } from "../components/Feedback";
import { FilterText } from "../components/FilterText";
import { Listing } from "../components/Listing";
import { Page } from "../components/Page";
import { When } from "../components/When";

const route = getRouteApi("/audit");
const MANY = 100;

/** Who did what, and what was refused; nothing in it can be changed unnoticed. */
export function AuditPage() {
  const { actor, operation, before } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(
    manageQueries.audit({
      limit: MANY,
      ...(actor ? { actor } : {}),
      ...(operation ? { operation } : {}),
      ...(before ? { before } : {}),
    }),
  );
  const filter = (part: { actor?: string | undefined; operation?: string | undefined }) =>
    void navigate({ search: (former) => ({ ...former, before: undefined, ...part }), replace: true });
  return (
    <Page title="Audit" lead="Every change and every refusal, newest first.">
      <Group gap="sm">
        <FilterText
          label="Who"
          placeholder="any login"
          width={190}
          value={actor}
          onChange={(next) => filter({ actor: next })}
        />
        <FilterText
          label="What"
          placeholder="any operation"
          width={190}
          value={operation}
          onChange={(next) => filter({ operation: next })}
        />
      </Group>
      <Loaded query={query} rows={10}>
        {(entries) =>
          entries.length === 0 ? (
            <Empty title="Nothing fits" command="heddle audit list" />
          ) : (
            <>
              <Listing<AuditEntry>
                label="Audit log"
                rows={entries}
                keyOf={(entry) => String(entry.number)}
                columns={[
                  { title: "When", tight: true, cell: (entry) => <When at={entry.at} /> },
                  {
                    title: "Who",
                    cell: (entry) => (
                      <>
                        <Text size="sm" fw={600}>
                          {entry.actor}
                        </Text>
                        <Text size="xs" c="dimmed">
                          {entry.kind}
                        </Text>
                      </>
                    ),
                  },
                  { title: "What", cell: (entry) => entry.operation },
                  { title: "To what", cell: (entry) => entry.target && <Code>{entry.target}</Code> },
                  {
                    title: "Outcome",
                    cell: (entry) => (
                      <Badge variant="light" color={entry.outcome === "done" ? "teal" : "red"}>
                        {entry.outcome}
                      </Badge>
                    ),
                  },
                ]}
              />
              <Group justify="space-between">
                <Button
                  variant="default"
                  disabled={!before}
                  onClick={() => void navigate({ search: { actor, operation } })}
                >
                  Newest
                </Button>
                <Button
                  variant="default"
                  disabled={entries.length < MANY}
                  onClick={() =>
                    void navigate({ search: { actor, operation, before: entries.at(-1)?.number } })
                  }
                >
                  Older
                </Button>
              </Group>
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

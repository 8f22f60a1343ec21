import { Badge, Switch, Tabs, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type Enforcement, manageActions, manageQueries, type Rule } from "../api/manage";
import type { RulesSearch } from "../app/search";
import { Empty, Loaded } from "../components/Feedback";
import { Json } from "../components/Json";
import { Listing } from "../components/Listing";
import { refused } from "../components/notify";
import { Page } from "../components/Page";
import { When } from "../components/When";

const route = getRouteApi("/rules");

/** What happens when something happens: rules, what came in, and what became of it. */
export function RulesPage() {
  const { tab, rule } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Page
      title="Rules and events"
      lead="What starts by itself, what came in, and why it did or did not start anything."
    >
      <Tabs
        value={tab ?? "rules"}
        onChange={(next) => void navigate({ search: { tab: next as RulesSearch["tab"] }, replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="rules">Rules</Tabs.Tab>
          <Tabs.Tab value="events">Events</Tabs.Tab>
          <Tabs.Tab value="enforcements">What became of them</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="rules">
          <Rules />
        </Tabs.Panel>
        <Tabs.Panel value="events">
          <Events />
        </Tabs.Panel>
        <Tabs.Panel value="enforcements">
          <Enforcements rule={rule} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Rules() {
  const query = useQuery(manageQueries.rules({}));
  const queries = useQueryClient();
  const flip = useMutation({
    mutationFn: manageActions.switchRule,
    onError: refused,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["rules"] }),
  });
  return (
    <Loaded query={query}>
      {({ data }) =>
        data.length === 0 ? (
          <Empty title="No rule is installed yet">
            A rule says: if an event of this trigger fulfils these conditions, run that action. Rules come
            with packs, in the directory rules.
          </Empty>
        ) : (
          <Listing<Rule>
            label="Rules"
            rows={data}
            keyOf={(rule) => rule.ref}
            columns={[
              {
                title: "Rule",
                cell: (rule) => (
                  <>
                    <Link to="/rules" search={{ tab: "enforcements", rule: rule.ref }}>
                      {rule.ref}
                    </Link>
                    <Text size="xs" c="dimmed">
                      {rule.description || rule.label}
                    </Text>
                  </>
                ),
              },
              { title: "If", cell: (rule) => rule.trigger_ref },
              { title: "Then", cell: (rule) => rule.action_ref },
              { title: "Acts for", cell: (rule) => rule.owner || "the system" },
              {
                title: "On",
                cell: (rule) => (
                  <Switch
                    aria-label={`Rule ${rule.ref}`}
                    checked={rule.enabled}
                    onChange={() => flip.mutate(rule)}
                  />
                ),
              },
            ]}
          />
        )
      }
    </Loaded>
  );
}

function Events() {
  const query = useQuery(manageQueries.events());
  return (
    <Loaded query={query}>
      {({ data }) =>
        data.length === 0 ? (
          <Empty title="No event has come in yet">Timers, webhooks and sensors bring them.</Empty>
        ) : (
          <Listing
            label="Events"
            rows={data}
            keyOf={(event) => event.id}
            columns={[
              { title: "When", cell: (event) => <When at={event.created_at} /> },
              { title: "Trigger", cell: (event) => event.trigger_ref },
              { title: "From", cell: (event) => event.source },
              { title: "Payload", cell: (event) => <Json value={event.payload} empty="empty" /> },
            ]}
          />
        )
      }
    </Loaded>
  );
}

function Enforcements({ rule }: { rule: string | undefined }) {
  const query = useQuery(manageQueries.enforcements(rule ? { rule_ref: rule } : {}));
  return (
    <Loaded query={query}>
      {({ data }) =>
        data.length === 0 ? (
          <Empty title={rule ? `No event has reached ${rule} yet` : "No event has reached a rule yet"} />
        ) : (
          <Listing<Enforcement>
            label="Enforcements"
            rows={data}
            keyOf={(one) => one.id}
            columns={[
              { title: "When", cell: (one) => <When at={one.created_at} /> },
              { title: "Rule", cell: (one) => one.rule_ref },
              {
                title: "Outcome",
                cell: (one) => (
                  <>
                    <Badge variant="light" color={one.execution_id ? "teal" : "gray"} tt="none">
                      {one.state}
                    </Badge>
                    {one.reason && <Text size="xs">{one.reason}</Text>}
                  </>
                ),
              },
              {
                title: "Execution",
                cell: (one) =>
                  one.execution_id ? (
                    <Link to="/executions/$id" params={{ id: one.execution_id }}>
                      {one.execution_id}
                    </Link>
                  ) : (
                    "none"
                  ),
              },
            ]}
          />
        )
      }
    </Loaded>
  );
}

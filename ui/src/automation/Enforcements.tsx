import { Badge, Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { automationQueries, type Enforcement } from "../api/automation";
import { Empty, Loaded } from "../components/Feedback";
import { Listing } from "../components/Listing";
import { Pages } from "../components/Pages";
import { When } from "../components/When";
import type { Choosing } from "./choosing";

/** What rules made of events. */
export function Enforcements({
  rule,
  page,
  onPage,
}: Pick<Choosing, "page" | "onPage"> & { rule: string | undefined }) {
  const query = useQuery(
    automationQueries.enforcements({ page: page ?? 1, ...(rule ? { rule_ref: rule } : {}) }),
  );
  return (
    <>
      {rule && (
        <Text size="sm" mb="sm" component="div">
          Of the rule {rule}.{" "}
          <Button
            component={Link}
            to="/rules"
            search={{ tab: "enforcements" } as never}
            variant="subtle"
            size="compact-sm"
          >
            Show those of all rules
          </Button>
        </Text>
      )}
      <Loaded query={query}>
        {({ data, pagination }) =>
          data.length === 0 ? (
            <Empty title={rule ? `No event has reached ${rule} yet` : "No event has reached a rule yet"}>
              For each event and each rule on its trigger one line says what became of it.
            </Empty>
          ) : (
            <>
              <Listing<Enforcement>
                label="Enforcements"
                rows={data}
                keyOf={(one) => one.id}
                columns={[
                  { title: "When", tight: true, cell: (one) => <When at={one.created_at} /> },
                  {
                    title: "Rule",
                    cell: (one) => (
                      <Link to="/rules" search={{ tab: "rules", rule: one.rule_ref }}>
                        {one.rule_ref}
                      </Link>
                    ),
                  },
                  {
                    title: "Event",
                    tight: true,
                    cell: (one) => (
                      <Link to="/rules" search={{ tab: "events", event: one.event_id }}>
                        {one.trigger_ref}
                      </Link>
                    ),
                  },
                  {
                    title: "Outcome",
                    cell: (one) => (
                      <>
                        <Badge variant="light" color={one.execution_id ? "teal" : "gray"}>
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
                        <Text size="sm" c="dimmed">
                          none
                        </Text>
                      ),
                  },
                ]}
              />
              <Pages pagination={pagination} onChange={onPage} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

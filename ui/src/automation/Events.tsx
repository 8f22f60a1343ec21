import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { automationQueries, type Event } from "../api/automation";
import { Beside } from "../components/Beside";
import { Empty, Loaded } from "../components/Feedback";
import { Listing, RowName } from "../components/Listing";
import { Pages } from "../components/Pages";
import { When } from "../components/When";
import type { Choosing } from "./choosing";
import { EventDetails } from "./EventDetails";

/** What came in, newest first. */
export function Events({ page, onPage, chosen, onChoose }: Choosing) {
  const query = useQuery(automationQueries.events({ page: page ?? 1 }));
  return (
    <Loaded query={query}>
      {({ data, pagination }) =>
        data.length === 0 ? (
          <Empty title="No event has come in yet">
            Timers, webhooks, queues and sensors bring them. Open the webhook of a trigger in the tab Triggers
            to send one by HTTP.
          </Empty>
        ) : (
          <Beside
            aside={chosen && <EventDetails key={chosen} id={chosen} onClose={() => onChoose(undefined)} />}
          >
            <Listing<Event>
              label="Events"
              rows={data}
              keyOf={(each) => each.id}
              selected={chosen}
              columns={[
                { title: "When", tight: true, cell: (each) => <When at={each.created_at} /> },
                {
                  title: "Trigger",
                  tight: true,
                  cell: (each) => <RowName onClick={() => onChoose(each.id)}>{each.trigger_ref}</RowName>,
                },
                { title: "From", tight: true, cell: (each) => each.source },
                {
                  title: "Payload",
                  cell: (each) => (
                    <Text size="xs" ff="monospace" lineClamp={1} className="message">
                      {JSON.stringify(each.payload)}
                    </Text>
                  ),
                },
              ]}
            />
            <Pages pagination={pagination} onChange={onPage} />
          </Beside>
        )
      }
    </Loaded>
  );
}

import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { type Queue, queueQueries } from "../api/queues";
import { Empty, Loaded } from "../components/Feedback";
import { IconPlus } from "../components/icons";
import { Listing } from "../components/Listing";
import { Page } from "../components/Page";
import { Pages } from "../components/Pages";
import { QueueForm } from "./QueueForm";
import { QueueState } from "./QueueState";

const route = getRouteApi("/queues");

/** Work that waits to be handed to executions, so many at a time (S1-163). */
export function QueuesPage() {
  const { page } = route.useSearch();
  const navigate = route.useNavigate();
  const [making, setMaking] = useState(false);
  const query = useQuery(queueQueries.list({ page: page ?? 1 }));
  return (
    <Page
      title="Work queues"
      lead="Work that waits until an action takes it, so many at a time, the most important first."
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
          Make a queue
        </Button>
      }
    >
      {making && (
        <QueueForm
          onClose={() => setMaking(false)}
          onDone={(queue) => void navigate({ to: "/queues/$ref", params: { ref: queue.ref } })}
        />
      )}
      <Loaded query={query}>
        {({ data, pagination }) =>
          data.length === 0 ? (
            <Empty title="There is no work queue yet" command={commandOf(window.location.origin)}>
              A queue keeps items until its action takes them, and hands them out again if it fails. Make one
              here, or as a program would:
            </Empty>
          ) : (
            <>
              <Queues queues={data} />
              <Pages pagination={pagination} onChange={(next) => void navigate({ search: { page: next } })} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function commandOf(origin: string): string {
  return `curl ${origin}/api/v1/queues --json '{"ref": "core.greetings", "dispatch_action": "core.echo"}'`;
}

function Queues({ queues }: { queues: readonly Queue[] }) {
  return (
    <Listing<Queue>
      label="Work queues"
      rows={queues}
      keyOf={(each) => each.ref}
      columns={[
        {
          title: "Queue",
          cell: (each) => (
            <>
              <Link to="/queues/$ref" params={{ ref: each.ref }} className="row-name">
                {each.ref}
              </Link>
              {each.label && (
                <Text size="xs" c="dimmed">
                  {each.label}
                </Text>
              )}
            </>
          ),
        },
        { title: "Hands items to", cell: (each) => each.dispatch_action },
        {
          title: "Wait",
          right: true,
          tight: true,
          cell: (each) => <span className="number">{each.waiting.toLocaleString()}</span>,
        },
        {
          title: "Handed out",
          right: true,
          tight: true,
          cell: (each) => <span className="number">{each.leased.toLocaleString()}</span>,
        },
        { title: "State", tight: true, cell: (each) => <QueueState queue={each} /> },
      ]}
    />
  );
}

import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { automationActions, automationQueries, type Schedule } from "../api/automation";
import { Empty, Loaded } from "../components/Feedback";
import { IconPlayerPause, IconPlayerPlay } from "../components/icons";
import { Listing } from "../components/Listing";
import { refused } from "../components/notify";
import { Pages } from "../components/Pages";
import { exact } from "../components/time";
import { When } from "../components/When";
import { BackfillDialog } from "./BackfillDialog";
import type { Choosing } from "./choosing";

const SHOWN = 3;

/** The rules on the clock: when each is due next. */
export function Schedules({
  page,
  onPage,
  chosen,
  onChoose,
  backfill,
  onBackfill,
}: Choosing & { backfill: string | undefined; onBackfill: (id: string | undefined) => void }) {
  const query = useQuery(automationQueries.schedules({ page: page ?? 1 }));
  const queries = useQueryClient();
  const pause = useMutation({
    mutationFn: automationActions.pauseSchedule,
    onError: refused,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["schedules"] }),
  });
  return (
    <Loaded query={query}>
      {({ data, pagination }) =>
        data.length === 0 ? (
          <Empty title="Nothing runs on the clock">
            A rule whose trigger is core.crontimer, core.intervaltimer, core.datetimetimer or core.rruletimer
            is a schedule; it appears here with the times it is due next.
          </Empty>
        ) : (
          <>
            {data
              .filter((each) => each.rule_ref === chosen)
              .map((each) => (
                <BackfillDialog
                  key={each.rule_ref}
                  schedule={each}
                  running={backfill}
                  onRunning={onBackfill}
                  onClose={() => onChoose(undefined)}
                />
              ))}
            <Listing<Schedule>
              label="Schedules"
              rows={data}
              keyOf={(each) => each.rule_ref}
              columns={[
                {
                  title: "Schedule",
                  cell: (each) => (
                    <>
                      <Link to="/rules" search={{ tab: "rules", rule: each.rule_ref }}>
                        {each.rule_ref}
                      </Link>
                      <Text size="xs" c="dimmed">
                        {words(each)}
                      </Text>
                    </>
                  ),
                },
                { title: "Runs", cell: (each) => each.action_ref },
                { title: "Last", tight: true, cell: (each) => <When at={each.last_at} /> },
                { title: "Next", tight: true, cell: (each) => <Next schedule={each} /> },
                {
                  title: "",
                  right: true,
                  tight: true,
                  cell: (each) => (
                    <Group gap="xs" justify="flex-end" wrap="nowrap">
                      <Button
                        size="compact-sm"
                        variant="light"
                        onClick={() => onChoose(each.rule_ref)}
                        aria-label={`Backfill ${each.rule_ref}`}
                      >
                        Backfill
                      </Button>
                      <Button
                        size="compact-sm"
                        variant="light"
                        loading={pause.isPending && pause.variables?.rule_ref === each.rule_ref}
                        leftSection={
                          each.paused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />
                        }
                        onClick={() => pause.mutate(each)}
                        aria-label={`${each.paused ? "Resume" : "Pause"} ${each.rule_ref}`}
                      >
                        {each.paused ? "Resume" : "Pause"}
                      </Button>
                    </Group>
                  ),
                },
              ]}
            />
            <Pages pagination={pagination} onChange={onPage} />
          </>
        )
      }
    </Loaded>
  );
}

function Next({ schedule }: { schedule: Schedule }) {
  if (!schedule.enabled) return <Badge color="gray">disabled</Badge>;
  if (schedule.paused) return <Badge color="yellow">paused</Badge>;
  const [first, ...later] = schedule.next;
  if (!first) return <Text size="sm">never again</Text>;
  return (
    <Stack gap={0}>
      <Group gap={6}>
        <Text size="sm" fw={600}>
          <When at={first} />
        </Text>
        <Text size="sm">{exact(new Date(first))}</Text>
      </Group>
      {later.slice(0, SHOWN).map((at) => (
        <Text key={at} size="xs" c="dimmed">
          {exact(new Date(at))}
        </Text>
      ))}
    </Stack>
  );
}

/** How a timer is configured, as one would read it. */
function words(schedule: Schedule): string {
  const given = Object.entries(schedule.trigger_params)
    .map(([name, value]) => `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
  return `${schedule.trigger_ref.replace("core.", "")}: ${given}`;
}

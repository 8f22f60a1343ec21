import {
  Alert,
  Button,
  Group,
  List,
  NumberInput,
  Progress,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { automationActions, automationQueries, type Backfill, type Schedule } from "../api/automation";
import { Dialog } from "../components/Dialog";
import { Failure, Loaded } from "../components/Feedback";
import { placed } from "../components/refusal";
import { exact } from "../components/time";
import { useDraft } from "../components/useDraft";
import { localTime } from "./localTime";

const DAY_MS = 86_400_000;
/** Of many times the first and the last are shown. */
const SHOWN = 3;

/** Runs a schedule for times in the past: which these are first, then so many at a time, and how far it is. */
export function BackfillDialog({
  schedule,
  running,
  onRunning,
  onClose,
}: {
  schedule: Schedule;
  /** The backfill that is looked at. */
  running: string | undefined;
  onRunning: (id: string | undefined) => void;
  onClose: () => void;
}) {
  return (
    <Dialog onClose={onClose} title={`Run ${schedule.rule_ref} for times in the past`} size="lg">
      {running ? (
        <Running
          rule={schedule.rule_ref}
          id={running}
          onClose={onClose}
          onMore={() => onRunning(undefined)}
        />
      ) : (
        <Range
          rule={schedule.rule_ref}
          action={schedule.action_ref}
          onRunning={onRunning}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

function Range({
  rule,
  action,
  onRunning,
  onClose,
}: {
  rule: string;
  action: string;
  onRunning: (id: string) => void;
  onClose: () => void;
}) {
  const [draft, change] = useDraft(() => ({
    from: localTime(new Date(Date.now() - 7 * DAY_MS)),
    to: localTime(new Date()),
    room: 1 as number | string,
  }));
  const preview = useMutation({
    mutationFn: () => automationActions.backfill(rule, rangeOf(draft), true),
  });
  const run = useMutation({
    mutationFn: () => automationActions.backfill(rule, rangeOf(draft), false),
    onSuccess: ({ id }) => id && onRunning(id),
  });
  const { at, rest } = placed(run.error ?? preview.error, ["from", "to", "concurrency"]);
  /** What was previewed is what is run: another range has to be looked at again. */
  const set = (part: Partial<typeof draft>) => {
    change(part);
    preview.reset();
    run.reset();
  };
  const times = preview.data?.times;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        preview.mutate();
      }}
    >
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
          <TextInput
            label="From"
            description="Included, in your time zone."
            type="datetime-local"
            step={60}
            required
            data-autofocus
            value={draft.from}
            error={at.from}
            onChange={(event) => set({ from: event.currentTarget.value })}
          />
          <TextInput
            label="To"
            description="Not included."
            type="datetime-local"
            step={60}
            required
            value={draft.to}
            error={at.to}
            onChange={(event) => set({ to: event.currentTarget.value })}
          />
          <NumberInput
            label="At a time"
            description="How many run at once."
            min={1}
            max={100}
            allowDecimal={false}
            value={draft.room}
            error={at.concurrency}
            onChange={(room) => set({ room })}
          />
        </SimpleGrid>
        {rest && <Failure error={rest} />}
        {times && <Times times={times} action={action} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" variant={times ? "default" : "filled"} loading={preview.isPending}>
            Preview
          </Button>
          {times && times.length > 0 && (
            <Button loading={run.isPending} onClick={() => run.mutate()}>
              {times.length === 1 ? "Run it once" : `Run all ${times.length.toLocaleString()}`}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function rangeOf(draft: { from: string; to: string; room: number | string }) {
  return {
    from: new Date(draft.from).toISOString(),
    to: new Date(draft.to).toISOString(),
    concurrency: Number(draft.room),
  };
}

function Times({ times, action }: { times: readonly string[]; action: string }) {
  if (times.length === 0) {
    return <Alert color="gray">The schedule was not due in that range: nothing would start.</Alert>;
  }
  const left = times.length - 2 * SHOWN;
  const shown = left > 0 ? [...times.slice(0, SHOWN), ...times.slice(-SHOWN)] : times;
  return (
    <Alert
      color="teal"
      title={`${action} would run ${times.length === 1 ? "once" : `${times.length.toLocaleString()} times`}`}
    >
      <List size="sm">
        {shown.map((time, index) => (
          <List.Item key={time}>
            {exact(new Date(time))}
            {left > 0 && index === SHOWN - 1 && (
              <Text size="sm" c="dimmed">
                and {left.toLocaleString()} more
              </Text>
            )}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

function Running({
  rule,
  id,
  onMore,
  onClose,
}: {
  rule: string;
  id: string;
  onMore: () => void;
  onClose: () => void;
}) {
  const query = useQuery(automationQueries.backfill(rule, id));
  return (
    <Loaded query={query} rows={2}>
      {(backfill) => (
        <Stack>
          <Bars backfill={backfill} />
          <Text size="sm">
            It goes on when this is closed.{" "}
            <Link to="/rules" search={{ tab: "enforcements", rule }}>
              What was started
            </Link>
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onMore}>
              Another range
            </Button>
            <Button onClick={onClose}>Close</Button>
          </Group>
        </Stack>
      )}
    </Loaded>
  );
}

function Bars({ backfill }: { backfill: Backfill }) {
  const { count, waiting, running, completed, failed, left_out } = backfill;
  const share = (part: number) => (100 * part) / count;
  const ended = completed + failed + left_out;
  const parts = [
    { many: completed, word: "completed" },
    { many: failed, word: "failed" },
    { many: left_out, word: "left out" },
    { many: running, word: "running" },
    { many: waiting, word: "waiting for their turn" },
  ].filter((part) => part.many > 0);
  return (
    <>
      <Text size="sm" fw={600} className="number" role="status">
        {ended} of {count} done
      </Text>
      <Progress.Root size="lg">
        <Progress.Section value={share(completed)} color="teal" aria-label="completed" />
        <Progress.Section value={share(failed)} color="red" aria-label="failed" />
        <Progress.Section value={share(left_out)} color="gray" aria-label="left out" />
        <Progress.Section value={share(running)} color="blue" striped animated aria-label="running" />
      </Progress.Root>
      <Text size="sm" c="dimmed" className="number">
        {parts.map((part) => `${part.many} ${part.word}`).join(" · ")}
      </Text>
    </>
  );
}

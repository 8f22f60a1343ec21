import { Badge, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { automationActions, automationQueries, type RuleVerdict } from "../api/automation";
import { Chosen } from "../components/Beside";
import { Failure, Loaded } from "../components/Feedback";
import { IconReload } from "../components/icons";
import { Json } from "../components/Json";
import { Part } from "../components/Part";
import { When } from "../components/When";
import { Reason, Replayed } from "./Replayed";

/** One event: what was in it, what each rule made of it and why, and what a rule would make of it now. */
export function EventDetails({ id, onClose }: { id: string; onClose: () => void }) {
  const query = useQuery(automationQueries.explanation(id));
  return (
    <Loaded query={query}>
      {({ event, rules }) => (
        <Chosen title={event.trigger_ref} label={`Event ${event.id}`} onClose={onClose}>
          <Stack gap="sm">
            <Text size="sm" c="dimmed" component="div">
              {event.id}, from {event.source}, <When at={event.created_at} />
            </Text>
            <Part title="Payload">
              <Json value={event.payload} empty="empty" />
            </Part>
            <Part title="What rules make of it">
              {rules.length === 0 ? (
                <Text size="sm" c="dimmed">
                  No rule is on this trigger, so nothing starts.
                </Text>
              ) : (
                <Stack gap="xs">
                  {rules.map((verdict) => (
                    <Verdict key={verdict.rule_ref} event={event.id} verdict={verdict} />
                  ))}
                </Stack>
              )}
            </Part>
          </Stack>
        </Chosen>
      )}
    </Loaded>
  );
}

function Verdict({ event, verdict }: { event: string; verdict: RuleVerdict }) {
  const queries = useQueryClient();
  const replay = useMutation({
    mutationFn: (start: boolean) => automationActions.replay(event, verdict.rule_ref, start),
    onSuccess: (_, start) => {
      if (start) void queries.invalidateQueries({ queryKey: ["enforcements"] });
    },
  });
  const execution = verdict.enforcement?.execution_id;
  return (
    <Paper withBorder p="sm" role="group" aria-label={`Rule ${verdict.rule_ref}`}>
      <Group gap="xs" mb={4}>
        <Badge variant="light" color={verdict.matches ? "teal" : "gray"}>
          {verdict.matches ? "matches" : "does not match"}
        </Badge>
        <Link to="/rules" search={{ tab: "rules", rule: verdict.rule_ref }}>
          {verdict.rule_ref}
        </Link>
      </Group>
      <Text size="sm">{verdict.because}</Text>
      <Reason part={verdict.explanation} />
      {verdict.enforcement && (
        <Text size="sm" mt={4} component="div">
          Then: {verdict.enforcement.state}
          {verdict.enforcement.reason && `, ${verdict.enforcement.reason}`}
          {execution && (
            <>
              {" "}
              <Link to="/executions/$id" params={{ id: execution }}>
                {execution}
              </Link>
            </>
          )}
        </Text>
      )}
      <Group gap="xs" mt="xs">
        <Button
          size="compact-sm"
          variant="light"
          loading={replay.isPending && replay.variables === false}
          onClick={() => replay.mutate(false)}
        >
          Try it now
        </Button>
        <Button
          size="compact-sm"
          variant="light"
          color="teal"
          leftSection={<IconReload size={14} />}
          loading={replay.isPending && replay.variables === true}
          onClick={() => replay.mutate(true)}
        >
          Replay and start
        </Button>
      </Group>
      {replay.isError && <Failure error={replay.error} />}
      {replay.data && <Replayed outcome={replay.data} />}
    </Paper>
  );
}

import { Button, Group, Stack, Switch, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { automationActions, automationQueries, type Rule } from "../api/automation";
import { Beside, Chosen } from "../components/Beside";
import { DeleteButton } from "../components/DeleteButton";
import { Empty, Loaded } from "../components/Feedback";
import { IconPencil } from "../components/icons";
import { Json } from "../components/Json";
import { Listing, RowName } from "../components/Listing";
import { done, refused } from "../components/notify";
import { Pages } from "../components/Pages";
import { Part } from "../components/Part";
import type { Choosing } from "./choosing";
import { RuleForm } from "./RuleForm";

/** If an event of a trigger fulfils conditions, then an action runs. */
export function Rules({ page, onPage, chosen, onChoose }: Choosing) {
  const query = useQuery(automationQueries.rules({ page: page ?? 1 }));
  const queries = useQueryClient();
  const flip = useMutation({
    mutationFn: automationActions.switchRule,
    onError: refused,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["rules"] }),
  });
  return (
    <Loaded query={query}>
      {({ data, pagination }) => {
        if (data.length === 0) return <NoRules />;
        const rule = data.find((each) => each.ref === chosen);
        return (
          <Beside aside={rule && <RuleDetails rule={rule} onClose={() => onChoose(undefined)} />}>
            <Listing<Rule>
              label="Rules"
              rows={data}
              keyOf={(each) => each.ref}
              selected={chosen}
              columns={[
                {
                  title: "Rule",
                  cell: (each) => (
                    <>
                      <RowName onClick={() => onChoose(each.ref)}>{each.ref}</RowName>
                      <Text size="xs" c="dimmed">
                        {each.description || each.label}
                      </Text>
                    </>
                  ),
                },
                { title: "If", cell: (each) => each.trigger_ref },
                { title: "Then", cell: (each) => each.action_ref },
                { title: "Acts for", tight: true, cell: (each) => each.owner || "the system" },
                {
                  title: "On",
                  cell: (each) => (
                    <Switch
                      aria-label={`Rule ${each.ref}`}
                      checked={each.enabled}
                      onChange={() => flip.mutate(each)}
                    />
                  ),
                },
              ]}
            />
            <Pages pagination={pagination} onChange={onPage} />
          </Beside>
        );
      }}
    </Loaded>
  );
}

function NoRules() {
  return (
    <Empty title="No rule is installed yet" command="./heddle server --packs examples/packs">
      A rule says: if an event of this trigger fulfils these conditions, run that action. Make one here, or
      bring them with packs, in the directory rules; the pack herald of the examples has some.
    </Empty>
  );
}

function RuleDetails({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  return (
    <Chosen title={rule.ref} label={`Rule ${rule.ref}`} onClose={onClose}>
      <Stack gap="sm">
        <Text size="sm">{rule.description || rule.label}</Text>
        <Text size="sm">
          <Link to="/rules" search={{ tab: "enforcements", rule: rule.ref }}>
            What became of its events
          </Link>
        </Text>
        <Part title={`If ${rule.trigger_ref} is configured as`}>
          <Json value={rule.trigger_params} empty="nothing to configure" />
        </Part>
        <Part title="and the event fulfils">
          <Json value={rule.conditions} empty="no condition: every event matches" />
        </Part>
        <Part title={`then ${rule.action_ref} runs with`}>
          <Json value={rule.action_params} empty="no parameters" />
        </Part>
        {rule.permission_set_refs.length > 0 && (
          <Text size="sm">May do no more than {rule.permission_set_refs.join(", ")}.</Text>
        )}
        {rule.overlap && rule.overlap !== "allow" && (
          <Text size="sm">If the last run still lives: {rule.overlap.replace("_", " ")}.</Text>
        )}
        {rule.editable ? (
          <Steering rule={rule} onGone={onClose} />
        ) : (
          <Text size="sm" c="dimmed">
            It is a file of its pack: it is changed there, and switched on and off here.
          </Text>
        )}
      </Stack>
    </Chosen>
  );
}

/** What the API made is changed and deleted here. */
function Steering({ rule, onGone }: { rule: Rule; onGone: () => void }) {
  const [changing, setChanging] = useState(false);
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => automationActions.deleteRule(rule.ref),
    onError: refused,
    onSuccess: () => {
      done(`Deleted ${rule.ref}`);
      onGone();
      return queries.invalidateQueries({ queryKey: ["rules"] });
    },
  });
  return (
    <Group gap="xs">
      {changing && <RuleForm rule={rule} onClose={() => setChanging(false)} />}
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<IconPencil size={14} />}
        onClick={() => setChanging(true)}
      >
        Change
      </Button>
      <DeleteButton name={rule.ref} busy={remove.isPending} onDelete={() => remove.mutate()}>
        Its events start nothing any more; what it has started goes on.
      </DeleteButton>
    </Group>
  );
}

import { Stack, Switch, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { automationActions, automationQueries, type Rule } from "../api/automation";
import { Beside, Chosen } from "../components/Beside";
import { Empty, Loaded } from "../components/Feedback";
import { Json } from "../components/Json";
import { Listing, RowName } from "../components/Listing";
import { refused } from "../components/notify";
import { Pages } from "../components/Pages";
import { Part } from "../components/Part";
import type { Choosing } from "./choosing";

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
      A rule says: if an event of this trigger fulfils these conditions, run that action. Rules come with
      packs, in the directory rules; the pack herald of the examples has some.
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
        <Text size="sm" c="dimmed">
          {rule.editable ? "It was made through the API." : "It is a file of its pack."}
          {rule.overlap && rule.overlap !== "allow" ? ` If the last run still lives: ${rule.overlap}.` : ""}
        </Text>
      </Stack>
    </Chosen>
  );
}

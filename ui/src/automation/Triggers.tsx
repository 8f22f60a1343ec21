import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { automationActions, automationQueries, type Trigger, type Webhook } from "../api/automation";
import { Beside, Chosen } from "../components/Beside";
import { Command, Empty, Failure, Loaded } from "../components/Feedback";
import { Listing, RowName } from "../components/Listing";
import { Pages } from "../components/Pages";
import { Part } from "../components/Part";
import { SchemaTable } from "../components/SchemaTable";
import type { Choosing } from "./choosing";

/** Kinds of events: what brings them, what is in them. */
export function Triggers({ page, onPage, chosen, onChoose }: Choosing) {
  const query = useQuery(automationQueries.triggers({ page: page ?? 1 }));
  return (
    <Loaded query={query}>
      {({ data, pagination }) => {
        if (data.length === 0) return <Empty title="No trigger is installed" />;
        const trigger = data.find((each) => each.ref === chosen);
        return (
          <Beside
            aside={
              trigger && (
                <TriggerDetails key={trigger.ref} trigger={trigger} onClose={() => onChoose(undefined)} />
              )
            }
          >
            <Listing<Trigger>
              label="Triggers"
              rows={data}
              keyOf={(each) => each.ref}
              selected={chosen}
              columns={[
                {
                  title: "Trigger",
                  cell: (each) => (
                    <>
                      <RowName onClick={() => onChoose(each.ref)}>{each.ref}</RowName>
                      <Text size="xs" c="dimmed">
                        {each.description || each.label}
                      </Text>
                    </>
                  ),
                },
                { title: "Brought by", tight: true, cell: (each) => each.type },
              ]}
            />
            <Pages pagination={pagination} onChange={onPage} />
          </Beside>
        );
      }}
    </Loaded>
  );
}

function TriggerDetails({ trigger, onClose }: { trigger: Trigger; onClose: () => void }) {
  const webhook = useMutation({
    mutationFn: (act: "open" | "close" | "renew") => {
      if (act === "open") return automationActions.openWebhook(trigger.ref);
      return act === "close"
        ? automationActions.closeWebhook(trigger.ref)
        : automationActions.renewWebhook(trigger.ref);
    },
  });
  return (
    <Chosen title={trigger.ref} label={`Trigger ${trigger.ref}`} onClose={onClose}>
      <Stack gap="sm">
        <Text size="sm">{trigger.description || trigger.label}</Text>
        <Part title="What a rule configures">
          <SchemaTable schema={trigger.parameters} empty="nothing" />
        </Part>
        <Part title="What its events carry">
          <SchemaTable schema={trigger.output} empty="anything" />
        </Part>
        <Part title="Webhook">
          <Stack gap="xs">
            <Text size="sm" c="dimmed">
              Other systems send events by HTTP to an address with a key in it; opening makes a new key.
            </Text>
            <Group gap="xs">
              <Button size="compact-sm" variant="light" onClick={() => webhook.mutate("open")}>
                Open
              </Button>
              <Button size="compact-sm" variant="light" onClick={() => webhook.mutate("renew")}>
                New key
              </Button>
              <Button size="compact-sm" variant="subtle" color="red" onClick={() => webhook.mutate("close")}>
                Close
              </Button>
            </Group>
            {webhook.isError && <Failure error={webhook.error} />}
            {webhook.data && <Opened webhook={webhook.data} />}
          </Stack>
        </Part>
      </Stack>
    </Chosen>
  );
}

function Opened({ webhook }: { webhook: Webhook }) {
  if (!webhook.enabled) return <Alert color="gray">It is closed.</Alert>;
  if (!webhook.webhook_path) return <Alert color="gray">It is open.</Alert>;
  return (
    <Alert color="teal" title="Open. This is shown once:">
      <Stack gap="xs">
        <Command text={`${window.location.origin}${webhook.webhook_path}`} />
        {webhook.secret && (
          <>
            <Text size="sm">Requests are signed with HMAC-SHA256 in X-Webhook-Signature under</Text>
            <Command text={webhook.secret} />
          </>
        )}
      </Stack>
    </Alert>
  );
}

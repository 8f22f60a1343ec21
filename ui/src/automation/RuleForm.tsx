import {
  Autocomplete,
  Badge,
  Button,
  Fieldset,
  Group,
  JsonInput,
  MultiSelect,
  Select,
  Text,
  Textarea,
} from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { automationActions, automationQueries, type Event, type NewRule, type Rule } from "../api/automation";
import { manageQueries } from "../api/manage";
import { Failure } from "../components/Feedback";
import { FormDialog } from "../components/FormDialog";
import { NameFields } from "../components/NameFields";
import { ParameterFields } from "../components/ParameterFields";
import { RefInput } from "../components/RefInput";
import { relative } from "../components/time";
import { useDraft } from "../components/useDraft";
import { useParameterForm } from "../components/useForm";
import { useThingForm } from "../components/useThingForm";
import { parametersOf } from "../workflows/parameters";
import { documentOf, draftOf } from "./draft";
import { Reason, Replayed } from "./Replayed";

const CATCH_UP = [
  { value: "none", label: "are passed over" },
  { value: "latest", label: "run once, for the latest" },
  { value: "all", label: "all run" },
];
const OVERLAP = [
  { value: "allow", label: "the next starts all the same" },
  { value: "skip", label: "the next is left out" },
  { value: "queue", label: "the next waits" },
  { value: "cancel_older", label: "the older is cancelled" },
];

/** Makes a rule, or changes one that the API made; it can be tried on stored events before it is stored. */
export function RuleForm({
  rule,
  onClose,
  onDone,
}: {
  rule?: Rule;
  onClose: () => void;
  onDone?: (ref: string) => void;
}) {
  const [draft, change] = useDraft(() => draftOf(rule));
  const [wrongJson, setWrongJson] = useState<string>();
  const triggers = useQuery(automationQueries.triggers({ per_page: 100 }));
  const trigger = triggers.data?.data.find((each) => each.ref === draft.trigger);
  const settings = parametersOf(trigger?.parameters);
  const form = useParameterForm(
    settings,
    rule?.trigger_ref === draft.trigger ? (rule.trigger_params as Record<string, unknown>) : {},
  );
  const isTimer = trigger?.type === "timer" || /^core\.\w+timer$/.test(draft.trigger);
  const sets = useQuery(manageQueries.permissionSets());
  const { at, send, dialog } = useThingForm({
    thing: "a rule",
    former: rule?.ref,
    send: (document: NewRule) =>
      rule ? automationActions.replaceRule(rule.ref, document) : automationActions.createRule(document),
    fields: [
      "ref",
      "label",
      "trigger_ref",
      "conditions",
      "action_ref",
      "action_params",
      "permission_set_refs",
      "catch_up",
      "overlap",
      ...settings.map((each) => `trigger_params.${each.name}`),
    ],
    nameOf: (saved) => saved.ref,
    stale: ["rules", "schedules"],
    onClose,
    onDone: (saved) => onDone?.(saved.ref),
  });
  const atSettings = Object.fromEntries(
    settings.flatMap(({ name }) => {
      const message = form.errors[name] ?? at[`trigger_params.${name}`];
      return message ? [[name, message]] : [];
    }),
  );
  /** The rule as it is filled in, or undefined if a field cannot be read; then it says so. */
  const read = (): NewRule | undefined => {
    setWrongJson(undefined);
    const values = form.values();
    if (!values) return undefined;
    try {
      return documentOf(draft, values, isTimer, rule);
    } catch (error) {
      setWrongJson((error as Error).message);
      return undefined;
    }
  };
  return (
    <FormDialog
      {...dialog}
      wide
      onSubmit={() => {
        const document = read();
        if (document) send(document);
      }}
    >
      <NameFields
        title="Rule"
        description="pack.name, of an installed pack"
        placeholder="shop.big_orders"
        fresh={!rule}
        value={draft}
        at={at}
        onChange={change}
      />
      <Fieldset legend="If" p="sm">
        <Autocomplete
          label="An event of this trigger"
          description={trigger?.description || trigger?.label}
          required
          data={(triggers.data?.data ?? []).map((each) => each.ref)}
          value={draft.trigger}
          error={at.trigger_ref}
          onChange={(next) => change({ trigger: next })}
          mb={settings.length > 0 ? "sm" : 0}
        />
        <ParameterFields
          parameters={settings}
          texts={form.texts}
          errors={atSettings}
          onChange={form.change}
        />
      </Fieldset>
      <Fieldset legend="and" p="sm">
        <Textarea
          label="Conditions"
          description="An expression over event.payload, or a map of what its fields must be, as JSON; empty if every event will do."
          placeholder='{"branch": "main"}'
          autosize
          minRows={1}
          maxRows={8}
          spellCheck={false}
          value={draft.conditions}
          error={at.conditions}
          onChange={(event) => change({ conditions: event.currentTarget.value })}
        />
      </Fieldset>
      <Fieldset legend="then" p="sm">
        <RefInput
          label="Start"
          required
          value={draft.action}
          error={at.action_ref}
          onChange={(action) => change({ action })}
        />
        <JsonInput
          mt="xs"
          label="with these parameters"
          description="JSON; texts may hold {{ event.payload.… }}."
          autosize
          minRows={1}
          maxRows={10}
          value={draft.params}
          error={wrongJson ?? at.action_params}
          onChange={(params) => change({ params })}
        />
        <Group grow align="flex-start" mt="xs">
          <Select
            label="If the last run still lives"
            placeholder="the next starts all the same"
            clearable
            data={OVERLAP}
            value={draft.overlap || null}
            error={at.overlap}
            onChange={(overlap) => change({ overlap: overlap ?? "" })}
          />
          {isTimer && (
            <Select
              label="Times while no server ran"
              placeholder="are passed over"
              clearable
              data={CATCH_UP}
              value={draft.catchUp || null}
              error={at.catch_up}
              onChange={(catchUp) => change({ catchUp: catchUp ?? "" })}
            />
          )}
        </Group>
        <MultiSelect
          mt="xs"
          label="and may do what these permission sets say"
          description="As far as its owner may, too; without any, what its owner may."
          placeholder={draft.sets.length > 0 ? undefined : "all its owner may"}
          searchable
          clearable
          data={[...new Set([...(sets.data?.data ?? []).map((each) => each.ref), ...draft.sets])]}
          value={draft.sets}
          error={at.permission_set_refs}
          onChange={(chosen) => change({ sets: chosen })}
        />
      </Fieldset>
      {draft.trigger !== "" && <Trial key={draft.trigger} trigger={draft.trigger} read={read} />}
    </FormDialog>
  );
}

const OFFERED = 20;

/** Shows a stored event to the rule as it is filled in: whether it matches, why, and what it would start. */
function Trial({ trigger, read }: { trigger: string; read: () => NewRule | undefined }) {
  const [event, setEvent] = useState<string | null>(null);
  const events = useQuery({
    ...automationQueries.events({ trigger_ref: trigger, per_page: OFFERED }),
    refetchInterval: false,
  });
  const trial = useMutation({
    mutationFn: ({ id, rule }: { id: string; rule: NewRule }) => automationActions.tryDraft(id, rule),
  });
  const stored = events.data?.data ?? [];
  const chosen = event ?? stored[0]?.id ?? null;
  if (events.data && stored.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        As soon as the trigger has had an event, the rule can be tried on it here before it is stored.
      </Text>
    );
  }
  return (
    <Fieldset legend="Try it before it is stored" p="sm">
      <Group align="flex-end" wrap="nowrap">
        <Select
          flex={1}
          label="On this event"
          allowDeselect={false}
          data={stored.map((each) => ({ value: each.id, label: titleOf(each) }))}
          value={chosen}
          onChange={setEvent}
        />
        <Button
          variant="default"
          loading={trial.isPending}
          disabled={!chosen}
          onClick={() => {
            const rule = read();
            if (rule && chosen) trial.mutate({ id: chosen, rule });
          }}
        >
          Try
        </Button>
      </Group>
      {trial.isError && <Failure error={trial.error} />}
      {trial.data && (
        <div role="status">
          <Badge variant="light" color={trial.data.matches ? "teal" : "gray"} mt="xs">
            {trial.data.matches ? "matches" : "does not match"}
          </Badge>
          {trial.data.explanation && <Reason part={trial.data.explanation} whole />}
          <Replayed outcome={trial.data} />
        </div>
      )}
    </Fieldset>
  );
}

const LONGEST = 60;

function titleOf(event: Event): string {
  const payload = JSON.stringify(event.payload);
  const shown = payload.length > LONGEST ? `${payload.slice(0, LONGEST)}…` : payload;
  return `${relative(new Date(event.created_at), new Date())}: ${shown}`;
}

import { Fieldset, Group, NumberInput, Select, TagsInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { packQueries } from "../api/packs";
import { type Policy, policyActions, type PolicyDocument } from "../api/policies";
import { FormDialog } from "../components/FormDialog";
import { NameFields } from "../components/NameFields";
import { RefInput } from "../components/RefInput";
import { useDraft } from "../components/useDraft";
import { useThingForm } from "../components/useThingForm";
import { documentOf, draftOf, type Method, type PolicyDraft } from "./draft";

const FIELDS = [
  "ref",
  "label",
  "action_ref",
  "pack_ref",
  "priority",
  "concurrency.limit",
  "concurrency.parameters",
  "rate_limit.max_executions",
  "rate_limit.window_seconds",
  "quotas.0",
  "quotas.1",
] as const;

const OTHERS = [
  { value: "enqueue", label: "wait in line" },
  { value: "cancel", label: "are cancelled" },
];

/** Makes a policy, or changes one that no pack brought. A limit left empty is none. */
export function PolicyForm({
  policy,
  onClose,
  onDone,
}: {
  policy?: Policy;
  onClose: () => void;
  onDone?: (ref: string) => void;
}) {
  const [draft, change] = useDraft(() => draftOf(policy));
  const packs = useQuery(packQueries.list({ per_page: 100 }));
  const { at, send, dialog } = useThingForm({
    thing: "a policy",
    former: policy?.ref,
    send: (document: PolicyDocument) =>
      policy ? policyActions.replace(policy.ref, document) : policyActions.create(document),
    fields: FIELDS,
    nameOf: (saved) => saved.ref,
    stale: ["policies"],
    onClose,
    onDone: (saved) => onDone?.(saved.ref),
  });
  return (
    <FormDialog {...dialog} wide onSubmit={() => send(documentOf(draft))}>
      <NameFields
        title="Policy"
        placeholder="shop.one_at_a_time"
        fresh={!policy}
        value={draft}
        at={at}
        onChange={change}
      />
      <Group grow align="flex-start">
        <Select
          label="Holds for"
          allowDeselect={false}
          data={[
            { value: "action", label: "an action or workflow" },
            { value: "pack", label: "a pack" },
            { value: "global", label: "everything" },
          ]}
          value={draft.scope}
          onChange={(scope) => change({ scope: (scope ?? "action") as PolicyDraft["scope"] })}
        />
        {draft.scope === "action" && (
          <RefInput
            label="Which"
            required
            value={draft.action}
            error={at.action_ref}
            onChange={(action) => change({ action })}
          />
        )}
        {draft.scope === "pack" && (
          <Select
            label="Which"
            required
            searchable
            data={(packs.data?.data ?? []).map((pack) => pack.ref)}
            value={draft.pack || null}
            error={at.pack_ref}
            onChange={(pack) => change({ pack: pack ?? "" })}
          />
        )}
      </Group>
      <Fieldset legend="At once" p="sm">
        <Group grow align="flex-start">
          <Limit
            label="At most"
            value={draft.limit}
            error={at["concurrency.limit"]}
            onChange={(limit) => change({ limit })}
          />
          <Others value={draft.method} onChange={(method) => change({ method })} />
        </Group>
        <TagsInput
          mt="xs"
          label="Counted apart for each"
          description="Names of parameters; Enter adds one."
          value={draft.parameters}
          error={at["concurrency.parameters"]}
          disabled={draft.limit === ""}
          onChange={(parameters) => change({ parameters })}
        />
      </Fieldset>
      <Fieldset legend="In a time" p="sm">
        <Group grow align="flex-start">
          <Limit
            label="At most"
            value={draft.most}
            error={at["rate_limit.max_executions"]}
            onChange={(most) => change({ most })}
          />
          <Limit
            label="in so many seconds"
            placeholder="60"
            value={draft.window}
            error={at["rate_limit.window_seconds"]}
            onChange={(window) => change({ window })}
          />
        </Group>
        <Others value={draft.rateMethod} onChange={(rateMethod) => change({ rateMethod })} mt="xs" />
      </Fieldset>
      <Fieldset legend="In all" p="sm">
        <Group grow align="flex-start">
          <Limit
            label="Never more running than"
            value={draft.running}
            error={at["quotas.0"]}
            onChange={(running) => change({ running })}
          />
          <Limit
            label="Never more started than"
            value={draft.total}
            error={draft.running === "" ? at["quotas.0"] : at["quotas.1"]}
            onChange={(total) => change({ total })}
          />
        </Group>
      </Fieldset>
      <NumberInput
        label="Priority"
        description="Of several that hold for the same, the highest counts."
        allowDecimal={false}
        value={draft.priority}
        error={at.priority}
        onChange={(priority) => change({ priority })}
      />
    </FormDialog>
  );
}

function Limit({
  label,
  placeholder = "no limit",
  value,
  error,
  onChange,
}: {
  label: string;
  placeholder?: string;
  value: number | string;
  error: string | undefined;
  onChange: (value: number | string) => void;
}) {
  return (
    <NumberInput
      label={label}
      placeholder={placeholder}
      allowDecimal={false}
      thousandSeparator=","
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}

function Others({ value, onChange, mt }: { value: Method; onChange: (method: Method) => void; mt?: string }) {
  return (
    <Select
      mt={mt}
      label="More than that"
      data={OTHERS}
      allowDeselect={false}
      value={value}
      onChange={(next) => onChange((next ?? value) as Method)}
    />
  );
}

import {
  ActionIcon,
  Button,
  Group,
  MultiSelect,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from "@mantine/core";
import { type Grant, manageActions, type PermissionSet } from "../api/manage";
import { FormDialog } from "../components/FormDialog";
import { IconPlus, IconTrash } from "../components/icons";
import { useDraft } from "../components/useDraft";
import { useThingForm } from "../components/useThingForm";

const RESOURCES: readonly Grant["resource"][] = [
  "packs",
  "actions",
  "workflows",
  "rules",
  "triggers",
  "sensors",
  "executions",
  "events",
  "enforcements",
  "inquiries",
  "keys",
  "queues",
  "queue_items",
  "policies",
  "artifacts",
  "subscriptions",
  "identities",
  "workers",
  "audit",
  "system",
];
const ACTIONS: readonly Grant["actions"][number][] = [
  "read",
  "create",
  "update",
  "delete",
  "execute",
  "respond",
  "relay",
  "decrypt",
];

/** Makes a role, or changes one that is not built in. What is not granted is refused. */
export function RoleForm({ role, onClose }: { role?: PermissionSet; onClose: () => void }) {
  const [draft, change] = useDraft({
    ref: role?.ref ?? "",
    description: role?.description ?? "",
    grants: role?.grants ?? ([{ resource: "executions", actions: ["read"] }] as Grant[]),
  });
  const { at, send, dialog } = useThingForm({
    thing: "a role",
    former: role?.ref,
    send: ({ ref, description, grants }: typeof draft) =>
      role
        ? manageActions.replaceSet(role.ref, { label: role.label, description, grants })
        : manageActions.createSet({ ref: ref.trim(), description, grants }),
    fields: ["ref", "description", ...draft.grants.map((_, index) => `grants.${index}`)],
    nameOf: (saved) => saved.ref,
    stale: ["permission-sets"],
    onClose,
  });
  const put = (index: number, grant: Grant) =>
    change({ grants: draft.grants.map((each, at) => (at === index ? grant : each)) });
  return (
    <FormDialog {...dialog} wide onSubmit={() => send(draft)}>
      {!role && (
        <TextInput
          label="Role"
          required
          data-autofocus
          value={draft.ref}
          error={at.ref}
          onChange={(event) => change({ ref: event.currentTarget.value })}
        />
      )}
      <TextInput
        label="What it is for"
        value={draft.description}
        error={at.description}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
      <Stack gap="xs">
        <Text size="sm" fw={500}>
          Grants
        </Text>
        {draft.grants.map((grant, index) => (
          <GrantFields
            key={index}
            number={index + 1}
            grant={grant}
            error={at[`grants.${index}`]}
            onChange={(next) => put(index, next)}
            onRemove={() => change({ grants: draft.grants.filter((_, at) => at !== index) })}
          />
        ))}
        <Group>
          <Button
            variant="light"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            onClick={() =>
              change({ grants: [...draft.grants, { resource: "workflows", actions: ["read"] }] })
            }
          >
            One more
          </Button>
        </Group>
      </Stack>
    </FormDialog>
  );
}

function GrantFields({
  number,
  grant,
  error,
  onChange,
  onRemove,
}: {
  number: number;
  grant: Grant;
  error: string | undefined;
  onChange: (grant: Grant) => void;
  onRemove: () => void;
}) {
  const packs = grant.constraints?.pack_refs ?? [];
  const within = (pack_refs: string[]) => {
    const { pack_refs: _, ...others } = grant.constraints ?? {};
    const constraints = pack_refs.length > 0 ? { ...others, pack_refs } : others;
    const { constraints: __, ...bare } = grant;
    onChange(Object.keys(constraints).length > 0 ? { ...bare, constraints } : bare);
  };
  return (
    <Paper withBorder p="xs" role="group" aria-label={`Grant ${number}`}>
      <Group align="flex-start" wrap="nowrap" gap="xs">
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xs" verticalSpacing="xs" flex={1}>
          <MultiSelect
            label="May"
            data={ACTIONS}
            value={grant.actions}
            onChange={(actions) => onChange({ ...grant, actions: actions as Grant["actions"] })}
          />
          <Select
            label="Of"
            data={RESOURCES}
            allowDeselect={false}
            searchable
            value={grant.resource}
            onChange={(resource) =>
              onChange({ ...grant, resource: (resource ?? grant.resource) as Grant["resource"] })
            }
          />
          <TagsInput label="In the packs" placeholder="all" value={packs} onChange={within} />
        </SimpleGrid>
        <ActionIcon
          variant="subtle"
          color="red"
          mt={26}
          onClick={onRemove}
          aria-label={`Remove grant ${number}`}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </Group>
      <Others grant={grant} />
      {error && (
        <Text size="xs" c="red">
          {error}
        </Text>
      )}
    </Paper>
  );
}

/** Limits that are not edited here are kept, and said. */
function Others({ grant }: { grant: Grant }) {
  const limits = [...(grant.constraints?.refs ?? []), ...(grant.constraints?.ids ?? [])];
  return limits.length > 0 ? (
    <Text size="xs" c="dimmed" mt={4}>
      only {limits.join(", ")}
    </Text>
  ) : null;
}

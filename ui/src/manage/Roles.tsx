import { Badge, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Grant, manageActions, manageQueries, type PermissionSet } from "../api/manage";
import { Beside, Chosen } from "../components/Beside";
import { DeleteButton } from "../components/DeleteButton";
import { Loaded } from "../components/Feedback";
import { IconPencil, IconPlus } from "../components/icons";
import { Listing, RowName } from "../components/Listing";
import { done, refused } from "../components/notify";
import { RoleForm } from "./RoleForm";

/** What people and services may do, by name: permission sets. */
export function Roles({
  chosen,
  onChoose,
}: {
  chosen: string | undefined;
  onChoose: (role: string | undefined) => void;
}) {
  const query = useQuery(manageQueries.permissionSets());
  const [making, setMaking] = useState(false);
  return (
    <Stack gap="xs">
      {making && <RoleForm onClose={() => setMaking(false)} />}
      <Group justify="space-between">
        <Title order={2} size="h4">
          Roles
        </Title>
        <Button
          size="compact-md"
          variant="light"
          leftSection={<IconPlus size={14} />}
          onClick={() => setMaking(true)}
        >
          Make a role
        </Button>
      </Group>
      <Loaded query={query}>
        {({ data }) => {
          const role = data.find((each) => each.ref === chosen);
          return (
            <Beside aside={role && <Role key={role.ref} role={role} onClose={() => onChoose(undefined)} />}>
              <Listing<PermissionSet>
                label="Roles"
                rows={data}
                keyOf={(set) => set.ref}
                selected={chosen}
                columns={[
                  {
                    title: "Role",
                    tight: true,
                    cell: (set) => <RowName onClick={() => onChoose(set.ref)}>{set.ref}</RowName>,
                  },
                  { title: "What it is for", cell: (set) => set.description || set.label },
                  {
                    title: "Grants",
                    right: true,
                    tight: true,
                    cell: (set) => <span className="number">{set.grants.length}</span>,
                  },
                ]}
              />
            </Beside>
          );
        }}
      </Loaded>
    </Stack>
  );
}

function Role({ role, onClose }: { role: PermissionSet; onClose: () => void }) {
  const [changing, setChanging] = useState(false);
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => manageActions.deleteSet(role.ref),
    onError: refused,
    onSuccess: () => {
      done(`Deleted ${role.ref}`);
      onClose();
      void queries.invalidateQueries({ queryKey: ["identities"] });
      return queries.invalidateQueries({ queryKey: ["permission-sets"] });
    },
  });
  return (
    <Chosen title={role.ref} label={`Role ${role.ref}`} onClose={onClose}>
      <Stack gap="sm">
        {changing && <RoleForm role={role} onClose={() => setChanging(false)} />}
        <Text size="sm">{role.description || role.label}</Text>
        {role.built_in ? (
          <Text size="sm" c="dimmed">
            It is built in and stays as it is.
          </Text>
        ) : (
          <Group gap="xs">
            <Button
              size="compact-sm"
              variant="light"
              leftSection={<IconPencil size={14} />}
              onClick={() => setChanging(true)}
            >
              Change
            </Button>
            <DeleteButton name={role.ref} busy={remove.isPending} onDelete={() => remove.mutate()}>
              Everybody who has it loses it at once.
            </DeleteButton>
          </Group>
        )}
        <Stack gap={6}>
          {role.grants.map((grant, index) => (
            <Granted key={index} grant={grant} />
          ))}
        </Stack>
      </Stack>
    </Chosen>
  );
}

function Granted({ grant }: { grant: Grant }) {
  const { refs = [], ids = [], pack_refs = [] } = grant.constraints ?? {};
  const limits = [...pack_refs.map((pack) => `the pack ${pack}`), ...refs, ...ids];
  return (
    <Group gap={6} align="baseline">
      <Text size="sm" fw={600} w={110}>
        {grant.resource.replace("_", " ")}
      </Text>
      {grant.actions.map((action) => (
        <Badge key={action} variant="light" color="gray" size="sm">
          {action}
        </Badge>
      ))}
      {limits.length > 0 && (
        <Text size="xs" c="dimmed">
          only {limits.join(", ")}
        </Text>
      )}
    </Group>
  );
}

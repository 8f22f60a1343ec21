import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Identity, manageActions } from "../api/manage";
import { Chosen } from "../components/Beside";
import { DeleteButton } from "../components/DeleteButton";
import { IconKey, IconPencil, IconPlayerPause, IconPlayerPlay } from "../components/icons";
import { done, refused } from "../components/notify";
import { Part } from "../components/Part";
import { When } from "../components/When";
import { IdentityForm } from "./IdentityForm";
import { MakeToken, Tokens } from "./Tokens";

/** One identity: its roles and tokens, and what can be done about it. */
export function IdentityDetails({ identity, onClose }: { identity: Identity; onClose: () => void }) {
  return (
    <Chosen title={identity.login} label={`Identity ${identity.login}`} onClose={onClose}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed" component="div">
          {identity.kind === "user" ? "A person" : "A service"}, since <When at={identity.created_at} />
          {identity.external && <>, from the provider: {identity.external}</>}
        </Text>
        <Steering identity={identity} onGone={onClose} />
        <Part title="Roles">
          <Names names={identity.roles} none="none: it may do nothing" />
        </Part>
        <Part title="Groups">
          <Names names={identity.groups} none="none" />
        </Part>
        <Part title="Tokens">
          <Tokens identity={identity.id} />
        </Part>
      </Stack>
    </Chosen>
  );
}

export function Names({ names, none = "" }: { names: readonly string[]; none?: string }) {
  if (names.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {none}
      </Text>
    );
  }
  return (
    <Group gap={4}>
      {names.map((name) => (
        <Badge key={name} variant="outline" color="gray" size="sm">
          {name}
        </Badge>
      ))}
    </Group>
  );
}

function Steering({ identity, onGone }: { identity: Identity; onGone: () => void }) {
  const [open, setOpen] = useState<"change" | "token">();
  const queries = useQueryClient();
  const told = () => queries.invalidateQueries({ queryKey: ["identities"] });
  const flip = useMutation({
    mutationFn: () => manageActions.changeIdentity(identity.id, { disabled: !identity.disabled }),
    onError: refused,
    onSuccess: told,
  });
  const remove = useMutation({
    mutationFn: () => manageActions.deleteIdentity(identity.id),
    onError: refused,
    onSuccess: () => {
      done(`Deleted ${identity.login}`);
      onGone();
      return told();
    },
  });
  return (
    <Group gap="xs">
      {open === "change" && <IdentityForm identity={identity} onClose={() => setOpen(undefined)} />}
      {open === "token" && <MakeToken identity={identity.id} onClose={() => setOpen(undefined)} />}
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<IconPencil size={14} />}
        onClick={() => setOpen("change")}
      >
        Change
      </Button>
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<IconKey size={14} />}
        onClick={() => setOpen("token")}
      >
        Make a token
      </Button>
      <Button
        size="compact-sm"
        variant="light"
        leftSection={identity.disabled ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
        loading={flip.isPending}
        onClick={() => flip.mutate()}
      >
        {identity.disabled ? "Enable" : "Disable"}
      </Button>
      <DeleteButton name={identity.login} busy={remove.isPending} onDelete={() => remove.mutate()}>
        Its tokens and sessions end at once. What it did stays under its login.
      </DeleteButton>
    </Group>
  );
}

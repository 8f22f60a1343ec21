import { Button, Group, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Dialog } from "./Dialog";
import { IconTrash } from "./icons";

/** Deletes something after having said what that means. */
export function DeleteButton({
  name,
  children,
  busy,
  onDelete,
}: {
  name: string;
  /** What becomes of what depends on it. */
  children: ReactNode;
  busy: boolean;
  onDelete: () => void;
}) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        color="red"
        leftSection={<IconTrash size={14} />}
        onClick={() => setAsking(true)}
        aria-label={`Delete ${name}`}
      >
        Delete
      </Button>
      {asking && (
        <Sure name={name} busy={busy} onSure={onDelete} onClose={() => setAsking(false)} text={children} />
      )}
    </>
  );
}

/** The question before something is deleted. */
export function Sure({
  name,
  text,
  busy,
  onSure,
  onClose,
}: {
  name: string;
  text: ReactNode;
  busy: boolean;
  onSure: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog onClose={onClose} title={`Delete ${name}?`} size="sm">
      <Stack>
        <Text size="sm">{text}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Leave it
          </Button>
          <Button
            color="red"
            loading={busy}
            onClick={() => {
              onSure();
              onClose();
            }}
          >
            Delete
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

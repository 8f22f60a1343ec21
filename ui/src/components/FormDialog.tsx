import { Button, Group, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { Dialog } from "./Dialog";
import { Failure } from "./Feedback";

/** A dialog with a form in it: its fields, what went wrong with the whole, and the two ways out. */
export function FormDialog({
  title,
  submit,
  busy,
  disabled = false,
  failure,
  wide = false,
  actions,
  onSubmit,
  onClose,
  children,
}: {
  title: string;
  /** What the button says that sends the form. */
  submit: string;
  busy: boolean;
  disabled?: boolean;
  failure: Error | undefined | null;
  wide?: boolean;
  /** What else can be done with what was filled in. */
  actions?: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Dialog onClose={onClose} title={title} size={wide ? "lg" : "md"}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <Stack>
          {children}
          {failure && <Failure error={failure} />}
          <Group justify="flex-end">
            {actions}
            <Button variant="default" onClick={onClose}>
              Leave it
            </Button>
            <Button type="submit" loading={busy} disabled={disabled}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

import { Modal, type ModalProps } from "@mantine/core";
import { useEffect, useState } from "react";

/** A dialog that is there as long as it is open. Where one was before is where one is again afterwards. */
export function Dialog({ children, ...props }: Omit<ModalProps, "opened">) {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // Once the dialog has let go of the focus.
      requestAnimationFrame(() => {
        if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      });
    },
    [before],
  );
  return (
    <Modal opened closeButtonProps={{ "aria-label": "Close" }} {...props}>
      {children}
    </Modal>
  );
}

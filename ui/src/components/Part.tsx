import { Divider } from "@mantine/core";
import type { ReactNode } from "react";

/** A part of what is shown, under a small heading. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <Divider label={title} labelPosition="left" mb={4} />
      {children}
    </div>
  );
}

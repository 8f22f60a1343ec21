import { Badge } from "@mantine/core";
import { lookOf } from "./states";

/** A state as a coloured badge; the sign says it without colour. */
export function StateBadge({ state, paused = false }: { state: string; paused?: boolean }) {
  const look = lookOf(paused && state === "running" ? "paused" : state);
  return (
    <Badge
      color={look.live ? `${look.color}.8` : look.color}
      variant={look.live ? "filled" : "light"}
      radius="sm"
      leftSection={look.sign}
    >
      {look.word}
    </Badge>
  );
}

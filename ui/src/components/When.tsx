import { Text, Tooltip } from "@mantine/core";
import { useNow } from "./clock";
import { duration, exact, relative } from "./time";

/** A moment, relative; its exact time and zone on hover. */
export function When({ at }: { at: string | null | undefined }) {
  const now = useNow();
  if (!at) return <Text span>–</Text>;
  const moment = new Date(at);
  return (
    <Tooltip label={exact(moment)}>
      <time dateTime={at}>{relative(moment, now)}</time>
    </Tooltip>
  );
}

/** How long something took, or has taken so far. */
export function Took({ from, to }: { from: string | null | undefined; to: string | null | undefined }) {
  const now = useNow(!to);
  if (!from) return <Text span>–</Text>;
  const end = to ? new Date(to) : now;
  return <span className="number">{duration(end.getTime() - new Date(from).getTime())}</span>;
}

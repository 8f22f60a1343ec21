import { Autocomplete } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { packQueries } from "../api/packs";
import { workflowQueries } from "../api/workflows";

const OFFERED = 20;
const PAUSE_MS = 200;

/** The ref of something that can be started: typed, or taken from the workflows and actions that fit. */
export function RefInput({
  label,
  description,
  required = false,
  value,
  error,
  onChange,
}: {
  label: string;
  description?: string;
  required?: boolean;
  value: string;
  error?: string | undefined;
  onChange: (ref: string) => void;
}) {
  const [settled] = useDebouncedValue(value.trim(), PAUSE_MS);
  const workflows = useQuery(
    workflowQueries.list({ per_page: OFFERED, ...(settled ? { search: settled } : {}) }),
  );
  const actions = useQuery(packQueries.actions({ per_page: OFFERED, ...(settled ? { q: settled } : {}) }));
  const flows = (workflows.data?.data ?? []).map((each) => each.ref);
  // A workflow may have an action file of the same ref.
  const others = (actions.data?.data ?? []).map((each) => each.ref).filter((ref) => !flows.includes(ref));
  return (
    <Autocomplete
      label={label}
      description={description}
      required={required}
      error={error}
      value={value}
      onChange={onChange}
      autoComplete="off"
      spellCheck={false}
      limit={OFFERED}
      data={[
        { group: "Workflows", items: flows },
        { group: "Actions", items: others },
      ]}
    />
  );
}

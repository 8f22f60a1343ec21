import { useQuery } from "@tanstack/react-query";
import { executionQueries } from "../api/executions";
import { Loaded } from "../components/Feedback";
import { GraphView } from "./GraphView";

/** The graph of one run with the states of its tasks. */
export default function GraphTab({
  id,
  selected,
  onSelect,
}: {
  id: string;
  selected: string | undefined;
  onSelect: (task: string | undefined) => void;
}) {
  const query = useQuery(executionQueries.graph(id));
  return (
    <Loaded query={query} rows={10}>
      {(graph) => <GraphView graph={graph} selected={selected} onSelect={onSelect} />}
    </Loaded>
  );
}

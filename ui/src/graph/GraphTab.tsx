import { useCallback } from "react";
import type { Graph } from "../api/executions";
import { queries } from "../app/queries";
import { Loaded } from "../components/Feedback";
import { GraphView } from "./GraphView";
import { shapeOf } from "./layout";
import { sceneOf, type Spot } from "./scene";
import { placesOf } from "./useLayout";
import { useScene } from "./useScene";

/** The graph of one run with the states of its tasks; nested runs and iterations open in place. */
export default function GraphTab({
  id,
  live,
  selected,
  onSelect,
  open,
  onOpen,
}: {
  id: string;
  live: boolean;
  selected: Spot | undefined;
  onSelect: (spot: Spot | undefined) => void;
  open: readonly string[];
  onOpen: (open: string[]) => void;
}) {
  const { root, scene } = useScene(id, open, live);
  const fold = useCallback(
    (node: string) =>
      onOpen(open.includes(node) ? open.filter((each) => !inside(each, node)) : [...open, node]),
    [open, onOpen],
  );
  return (
    <Loaded query={root} rows={10}>
      {(graph) => (
        <GraphView scene={scene ?? sceneOf(graph)} selected={selected} onSelect={onSelect} onFold={fold} />
      )}
    </Loaded>
  );
}

/** Finds the places of a graph while the page that shows it is still on its way. */
export function place(graph: Graph): void {
  const shape = shapeOf(sceneOf(graph));
  void queries.prefetchQuery(placesOf(shape, JSON.stringify(shape)));
}

/** Whether a node is another one or lies in it. */
function inside(node: string, outer: string): boolean {
  return node === outer || node.startsWith(`${outer}/`) || node.startsWith(`${outer}#`);
}

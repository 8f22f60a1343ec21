import { useComputedColorScheme } from "@mantine/core";
import { Background, Controls, type Edge, MiniMap, type Node, ReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import type { Graph } from "../api/executions";
import { Bones, Empty, Failure } from "../components/Feedback";
import classes from "./GraphView.module.css";
import { type Shape, shapeOf } from "./layout";
import { GroupNode, TaskNode } from "./TaskNode";
import { useLayout } from "./useLayout";

const NODE_TYPES = { task: TaskNode, group: GroupNode };
const MANY = 60;

/** A graph with the states of its nodes; taken ways stand out. Thousands of nodes draw only those in view. */
export function GraphView({
  graph,
  selected,
  onSelect,
}: {
  graph: Pick<Graph, "nodes" | "edges">;
  selected?: string | undefined;
  onSelect?: (task: string | undefined) => void;
}) {
  const scheme = useComputedColorScheme("light");
  const shapeKey = JSON.stringify(shapeOf(graph));
  // States change often, the shape seldom.
  const shape = useMemo(() => JSON.parse(shapeKey) as Shape, [shapeKey]);
  const layout = useLayout(shape);
  const nodes = useMemo<Node[]>(() => {
    const places = layout.data;
    if (!places) return [];
    const groups = new Set(Object.values(places).flatMap((place) => (place.parent ? [place.parent] : [])));
    return graph.nodes
      .flatMap((node) => {
        const place = places[node.name];
        if (!place) return [];
        const isGroup = groups.has(node.name);
        return [
          {
            id: node.name,
            type: isGroup ? "group" : "task",
            position: { x: place.x, y: place.y },
            width: place.width,
            height: place.height,
            ...(place.parent ? { parentId: place.parent } : {}),
            data: { ...node },
            selected: node.name === selected,
            draggable: false,
            connectable: false,
            focusable: true,
            ariaLabel: `${node.name}, ${node.state}`,
          } satisfies Node,
        ];
      })
      .toSorted((a, b) => Number("parentId" in a) - Number("parentId" in b));
  }, [graph, layout.data, selected]);
  const edges = useMemo<Edge[]>(
    () =>
      graph.edges.map((edge, index) => ({
        id: `${edge.from}>${edge.to}:${index}`,
        source: edge.from,
        target: edge.to,
        ...(graph.nodes.length > MANY ? {} : { label: labelOf(edge) }),
        className: edge.taken ? classes.taken : classes.open,
        focusable: false,
        selectable: false,
        ...(edge.condition ? { ariaLabel: edge.condition } : {}),
      })),
    [graph.edges, graph.nodes.length],
  );
  if (graph.nodes.length === 0) return <Empty title="This workflow has no graph" />;
  if (layout.isError) return <Failure error={layout.error} />;
  if (!layout.data) return <Bones rows={10} />;
  return (
    <div className={classes.frame} data-testid="graph">
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        colorMode={scheme}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.1 }}
        minZoom={0.05}
        nodesDraggable={false}
        nodesConnectable={false}
        onlyRenderVisibleElements={graph.nodes.length > MANY}
        onNodeClick={(_, node) => onSelect?.(node.id === selected ? undefined : node.id)}
        onPaneClick={() => onSelect?.(undefined)}
        onSelectionChange={() => {}}
        onKeyDown={(event) => {
          const target = (event.target as HTMLElement).closest<HTMLElement>(".react-flow__node");
          if (target && (event.key === "Enter" || event.key === " ")) onSelect?.(target.dataset.id);
        }}
        proOptions={{ hideAttribution: true }}
      >
        <Background />
        <Controls showInteractive={false} />
        {graph.nodes.length > MANY && <MiniMap pannable zoomable ariaLabel="Overview" />}
      </ReactFlow>
    </div>
  );
}

function labelOf(edge: Graph["edges"][number]): string {
  if (edge.condition) return edge.condition.length > 28 ? `${edge.condition.slice(0, 27)}…` : edge.condition;
  return edge.kind.replaceAll("_", " ");
}

import { useComputedColorScheme } from "@mantine/core";
import { Background, Controls, type Edge, MiniMap, type Node, ReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import { Bones, Empty, Failure } from "../components/Feedback";
import classes from "./GraphView.module.css";
import { type Shape, shapeOf } from "./layout";
import type { Scene, SceneEdge, Spot } from "./scene";
import { GroupNode, TaskNode } from "./TaskNode";
import { useLayout } from "./useLayout";

// Not "group": the library draws a frame of its own around that one.
const NODE_TYPES = { task: TaskNode, nest: GroupNode };
const MANY = 60;

/** A graph with the states of its nodes; taken ways stand out. Thousands of nodes draw only those in view. */
export function GraphView({
  scene,
  selected,
  onSelect,
  onFold,
}: {
  scene: Scene;
  selected?: Spot | undefined;
  onSelect?: (spot: Spot | undefined) => void;
  onFold?: (node: string) => void;
}) {
  const scheme = useComputedColorScheme("light");
  const shapeKey = JSON.stringify(shapeOf(scene));
  // States change often, the shape seldom.
  const shape = useMemo(() => JSON.parse(shapeKey) as Shape, [shapeKey]);
  const layout = useLayout(shape);
  const groups = useMemo(
    () => new Set(scene.nodes.flatMap((node) => (node.group === null ? [] : [node.group]))),
    [scene],
  );
  const nodes = useMemo<Node[]>(() => {
    const places = layout.data;
    if (!places) return [];
    // What lies in a node comes after it in a scene, as the library wants it.
    return inOrder(scene).flatMap((node) => {
      const place = places[node.id];
      if (!place) return [];
      return [
        {
          id: node.id,
          type: groups.has(node.id) ? "nest" : "task",
          position: { x: place.x, y: place.y },
          width: place.width,
          height: place.height,
          ...(place.parent ? { parentId: place.parent } : {}),
          data: { node, onFold },
          selected: selected !== undefined && same(node.spot, selected),
          draggable: false,
          connectable: false,
          focusable: true,
          ariaLabel: `${node.name}, ${node.state}`,
        } satisfies Node,
      ];
    });
  }, [scene, groups, layout.data, selected, onFold]);
  const edges = useMemo<Edge[]>(() => {
    const drawn = new Set(nodes.map((node) => node.id));
    return scene.edges
      .filter((edge) => drawn.has(edge.from) && drawn.has(edge.to))
      .map((edge, index) => ({
        id: `${edge.from}>${edge.to}:${index}`,
        source: edge.from,
        target: edge.to,
        ...(scene.nodes.length > MANY ? {} : { label: labelOf(edge) }),
        className: edge.taken ? classes.taken : classes.open,
        focusable: false,
        selectable: false,
        zIndex: edge.from.includes("/") ? 1 : 0,
        ...(edge.condition ? { ariaLabel: edge.condition } : {}),
      }));
  }, [scene, nodes]);
  if (scene.nodes.length === 0) return <Empty title="This workflow has no graph" />;
  if (layout.isError) return <Failure error={layout.error} />;
  if (!layout.data) return <Bones rows={10} />;
  const spotOf = (id: string | undefined) => scene.nodes.find((node) => node.id === id)?.spot;
  const toggle = (id: string | undefined) => {
    const spot = spotOf(id);
    onSelect?.(spot && selected && same(spot, selected) ? undefined : spot);
  };
  return (
    <div className={classes.frame} data-testid="graph" data-settled={!layout.isPlaceholderData || undefined}>
      <ReactFlow
        // A graph that has grown is shown whole again, once it has its places.
        key={Object.keys(layout.data).length}
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        colorMode={scheme}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.1 }}
        minZoom={0.05}
        nodesDraggable={false}
        nodesConnectable={false}
        onlyRenderVisibleElements={scene.nodes.length > MANY}
        onNodeClick={(_, node) => toggle(node.id)}
        onPaneClick={() => onSelect?.(undefined)}
        onSelectionChange={() => {}}
        onKeyDown={(event) => {
          const target = event.target as HTMLElement;
          if (target.closest("button") || (event.key !== "Enter" && event.key !== " ")) return;
          const node = target.closest<HTMLElement>(".react-flow__node");
          if (node) onSelect?.(spotOf(node.dataset.id));
        }}
        proOptions={{ hideAttribution: true }}
      >
        <Background />
        <Controls showInteractive={false} />
        {scene.nodes.length > MANY && <MiniMap pannable zoomable ariaLabel="Overview" />}
      </ReactFlow>
    </div>
  );
}

function same(one: Spot, other: Spot): boolean {
  return one.execution === other.execution && one.task === other.task && one.item === other.item;
}

/** Members of a parallel group may stand before it in a definition. */
function inOrder(scene: Scene): Scene["nodes"] {
  const depth = new Map<string, number>();
  const groupOf = new Map(scene.nodes.map((node) => [node.id, node.group]));
  const depthOf = (id: string): number => {
    const known = depth.get(id);
    if (known !== undefined) return known;
    const group = groupOf.get(id);
    const found = group ? depthOf(group) + 1 : 0;
    depth.set(id, found);
    return found;
  };
  return scene.nodes.toSorted((a, b) => depthOf(a.id) - depthOf(b.id));
}

function labelOf(edge: SceneEdge): string {
  if (edge.condition) return edge.condition.length > 28 ? `${edge.condition.slice(0, 27)}…` : edge.condition;
  return edge.kind.replaceAll("_", " ");
}

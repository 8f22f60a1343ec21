import { useComputedColorScheme } from "@mantine/core";
import { Background, Controls, type Edge, MiniMap, type Node, Position, ReactFlow } from "@xyflow/react";
import { useDeferredValue, useMemo } from "react";
import { Bones, Empty, Failure } from "../components/Feedback";
import { lookOf } from "../components/states";
import classes from "./GraphView.module.css";
import { type Layout, type Place, type Shape, shapeOf } from "./layout";
import type { Scene, SceneEdge, SceneNode, Spot } from "./scene";
import { GroupNode, TaskNode } from "./TaskNode";
import { useLayout } from "./useLayout";

// Not "group": the library draws a frame of its own around that one.
const NODE_TYPES = { task: TaskNode, nest: GroupNode };
const MANY = 60;
/** Of more nodes than these a part is shown at first, in a size one can read; the overview shows the whole. */
const TOO_MANY_TO_READ = 150;
const READABLE = 0.7;

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
  const layout = useLayout(shape, shapeKey);
  // Of a thousand nodes it is as much work as the rest, and nobody looks at it first.
  const overview = useDeferredValue(scene.nodes.length > MANY, false);
  const groups = useMemo(
    () => new Set(scene.nodes.flatMap((node) => (node.group === null ? [] : [node.group]))),
    [scene],
  );
  const drawn = useMemo<Node[]>(() => {
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
          measured: { width: place.width, height: place.height },
          handles: handlesOf(place),
          ...(place.parent ? { parentId: place.parent } : {}),
          data: { node, onFold },
          draggable: false,
          connectable: false,
          focusable: true,
          ariaLabel: `${node.name}, ${node.state}`,
        } satisfies Node,
      ];
    });
  }, [scene, groups, layout.data, onFold]);
  // Those that are not selected stay the same objects, so that a thousand are not looked at for one.
  const nodes = useMemo(
    () =>
      selected === undefined
        ? drawn
        : drawn.map((node) =>
            same((node.data as { node: SceneNode }).node.spot, selected) ? { ...node, selected: true } : node,
          ),
    [drawn, selected],
  );
  const edges = useMemo<Edge[]>(() => {
    const ends = new Set(drawn.map((node) => node.id));
    return scene.edges
      .filter((edge) => ends.has(edge.from) && ends.has(edge.to))
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
  }, [scene, drawn]);
  const isLarge = scene.nodes.length > TOO_MANY_TO_READ;
  const first = useMemo(
    () => (isLarge && layout.data ? interesting(scene, layout.data) : []),
    [isLarge, scene, layout.data],
  );
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
        fitViewOptions={
          isLarge
            ? { nodes: first, minZoom: READABLE, maxZoom: READABLE, padding: 0 }
            : { maxZoom: 1, padding: 0.1 }
        }
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
        {overview && (
          <MiniMap pannable zoomable ariaLabel="Overview" nodeColor={colourOf} nodeStrokeWidth={0} />
        )}
      </ReactFlow>
    </div>
  );
}

/** Where arrows end. The library draws whatever it does not know this of once, however far out of sight it is. */
function handlesOf({ width, height }: Place): NonNullable<Node["handles"]> {
  const middle = { x: width / 2, width: 1, height: 1 };
  return [
    { ...middle, type: "target", position: Position.Top, y: 0 },
    { ...middle, type: "source", position: Position.Bottom, y: height },
  ];
}

/**
 * What one most likely wants to see of very many: what failed, else what runs, else where it began, with as many around
 * it as the window has room for.
 */
function interesting(scene: Scene, places: Layout): { id: string }[] {
  const found =
    scene.nodes.find((node) => node.state === "failed" || node.state === "timeout") ??
    scene.nodes.find((node) => lookOf(node.state).live) ??
    scene.nodes[0];
  const boxes = scene.nodes.flatMap(({ id }) => {
    const box = boxOf(places, id);
    return box ? [{ id, ...box }] : [];
  });
  const one = boxes.find((box) => box.id === found?.id);
  if (!one) return [];
  const room = roomOf(window);
  const left = startOf(one.x + one.width / 2, room.width, boxes, (box) => [box.x, box.x + box.width]);
  const top = startOf(one.y + one.height / 2, room.height, boxes, (box) => [box.y, box.y + box.height]);
  const around = boxes.filter(
    (box) =>
      box.x >= left &&
      box.x + box.width <= left + room.width &&
      box.y >= top &&
      box.y + box.height <= top + room.height,
  );
  return around.length > 0 ? around : [one];
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a node lies in the whole, whatever it lies in. */
function boxOf(places: Layout, id: string): Box | undefined {
  const place = places[id];
  if (!place) return undefined;
  const around = place.parent === undefined ? undefined : boxOf(places, place.parent);
  return { ...place, x: place.x + (around?.x ?? 0), y: place.y + (around?.y ?? 0) };
}

const NAVIGATION = 240;
const NARROW = 768;

/** About how much of a graph the frame shows in a size one can read. */
function roomOf({ innerWidth, innerHeight }: Window): { width: number; height: number } {
  const width = innerWidth < NARROW ? innerWidth - 32 : innerWidth - NAVIGATION;
  return { width: width / READABLE, height: Math.min(0.7 * innerHeight, 760) / READABLE };
}

/** Where a part of a line begins that has its middle at a place, but does not reach beyond what there is. */
function startOf(
  middle: number,
  length: number,
  boxes: readonly Box[],
  ends: (box: Box) => readonly [number, number],
): number {
  const first = Math.min(...boxes.map((box) => ends(box)[0]));
  const last = Math.max(...boxes.map((box) => ends(box)[1]));
  return Math.max(first, Math.min(middle - length / 2, last - length));
}

function colourOf(node: Node): string {
  const { state } = (node.data as { node: SceneNode }).node;
  return state === "not_reached"
    ? "var(--mantine-color-default-border)"
    : `var(--mantine-color-${lookOf(state).color}-6)`;
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

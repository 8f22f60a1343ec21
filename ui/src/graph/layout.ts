import type { Scene } from "./scene";

/** What a layout needs to know of a graph: names, what lies in what, and arrows; not states. */
export interface Shape {
  readonly nodes: readonly { readonly name: string; readonly group: string | null }[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly parent?: string;
}

export type Layout = Readonly<Record<string, Place>>;

export const NODE = { width: 196, height: 54 } as const;

export function shapeOf(scene: Scene): Shape {
  return {
    nodes: scene.nodes.map((node) => ({ name: node.id, group: node.group })),
    edges: scene.edges.map((edge) => ({ from: edge.from, to: edge.to })),
  };
}

interface ElkNode {
  id: string;
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  children?: ElkNode[];
  layoutOptions?: Record<string, string>;
}

/** A shape as ELK wants it: what lies in a node inside it, arrows between all of them. */
export function toElk(shape: Shape) {
  const known = new Set(shape.nodes.map((node) => node.name));
  const within = new Map<string | null, string[]>();
  for (const node of shape.nodes) {
    const group = node.group !== null && known.has(node.group) ? node.group : null;
    within.set(group, [...(within.get(group) ?? []), node.name]);
  }
  const placed = (name: string): ElkNode => {
    const members = within.get(name);
    return members
      ? { id: name, children: members.map(placed), layoutOptions: optionsWithin(name, members) }
      : { id: name, width: NODE.width, height: NODE.height };
  };
  return {
    id: "root",
    layoutOptions: { ...layered(), "elk.hierarchyHandling": "INCLUDE_CHILDREN" },
    children: (within.get(null) ?? []).map(placed),
    edges: shape.edges.map((edge, index) => ({ id: `e${index}`, sources: [edge.from], targets: [edge.to] })),
  };
}

function layered(): Record<string, string> {
  return {
    "elk.algorithm": "layered",
    "elk.direction": "DOWN",
    "elk.layered.spacing.nodeNodeBetweenLayers": "48",
    "elk.spacing.nodeNode": "28",
    "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
    // Only the places of nodes are used, and this way of routing costs a fifth of the others.
    "elk.edgeRouting": "POLYLINE",
  };
}

const PADDING = { "elk.padding": "[top=44,left=16,bottom=16,right=16]" };

/** Items of an iteration have no order among them: they fill lines, like words do. */
function optionsWithin(group: string, members: readonly string[]): Record<string, string> {
  const areItems = members.every((member) => member.startsWith(`${group}#`));
  return areItems
    ? {
        ...PADDING,
        "elk.algorithm": "rectpacking",
        "elk.hierarchyHandling": "SEPARATE_CHILDREN",
        "elk.aspectRatio": "1.8",
        "elk.spacing.nodeNode": "12",
      }
    : { ...layered(), ...PADDING };
}

export function fromElk(root: ElkNode): Layout {
  const places: Record<string, Place> = {};
  const visit = (node: ElkNode, parent?: string) => {
    places[node.id] = {
      x: node.x ?? 0,
      y: node.y ?? 0,
      width: node.width ?? NODE.width,
      height: node.height ?? NODE.height,
      ...(parent ? { parent } : {}),
    };
    for (const child of node.children ?? []) visit(child, node.id);
  };
  for (const child of root.children ?? []) visit(child);
  return places;
}

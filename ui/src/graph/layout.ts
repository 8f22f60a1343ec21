import type { Graph } from "../api/executions";

/** What a layout needs to know of a graph: names and arrows, not states. */
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

export function shapeOf(graph: Pick<Graph, "nodes" | "edges">): Shape {
  return {
    nodes: graph.nodes.map((node) => ({ name: node.name, group: node.group ?? null })),
    edges: graph.edges.map((edge) => ({ from: edge.from, to: edge.to })),
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

/** A shape as ELK wants it: members of a group inside it, arrows between all of them. */
export function toElk(shape: Shape) {
  const groups = new Set(shape.nodes.flatMap((node) => (node.group ? [node.group] : [])));
  const leaf = (name: string): ElkNode => ({ id: name, width: NODE.width, height: NODE.height });
  const within = (group: string) =>
    shape.nodes.filter((node) => node.group === group).map((node) => leaf(node.name));
  return {
    id: "root",
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": "DOWN",
      "elk.hierarchyHandling": "INCLUDE_CHILDREN",
      "elk.layered.spacing.nodeNodeBetweenLayers": "48",
      "elk.spacing.nodeNode": "28",
      "elk.layered.nodePlacement.strategy": shape.nodes.length > 400 ? "LINEAR_SEGMENTS" : "BRANDES_KOEPF",
      "elk.layered.thoroughness": shape.nodes.length > 400 ? "2" : "7",
    },
    children: shape.nodes
      .filter((node) => node.group === null || !groups.has(node.group))
      .map((node) =>
        groups.has(node.name)
          ? {
              id: node.name,
              children: within(node.name),
              layoutOptions: { "elk.padding": "[top=40,left=14,bottom=14,right=14]" },
            }
          : leaf(node.name),
      ),
    edges: shape.edges.map((edge, index) => ({ id: `e${index}`, sources: [edge.from], targets: [edge.to] })),
  };
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

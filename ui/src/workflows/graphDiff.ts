import type { Graph } from "../api/executions";

type Drawing = Pick<Graph, "nodes" | "edges">;

/** Tasks and ways that one graph has and the other has not, and tasks that do something else. */
export interface GraphDiff {
  /** Both graphs in one; the state of a node says what became of it. */
  readonly graph: Drawing;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

export function graphDiff(before: Drawing, after: Drawing): GraphDiff {
  const former = new Map(before.nodes.map((node) => [node.name, node]));
  const present = new Set(after.nodes.map((node) => node.name));
  const nodes = [
    ...after.nodes.map((node) => ({ ...node, state: stateOf(former.get(node.name), node) })),
    ...before.nodes.filter((node) => !present.has(node.name)).map((node) => ({ ...node, state: "removed" })),
  ];
  const ways = new Set(before.edges.map(way));
  const kept = new Set(after.edges.map(way));
  const edges = [
    ...after.edges.map((edge) => ({ ...edge, taken: !ways.has(way(edge)) })),
    ...before.edges
      .filter((edge) => !kept.has(way(edge)))
      .map((edge) => ({ ...edge, taken: false, kind: `no more: ${edge.kind}` })),
  ];
  const count = (state: string) => nodes.filter((node) => node.state === state).length;
  return {
    graph: { nodes, edges },
    added: count("added"),
    removed: count("removed"),
    changed: count("changed"),
  };
}

function stateOf(before: Drawing["nodes"][number] | undefined, after: Drawing["nodes"][number]): string {
  if (!before) return "added";
  const same =
    before.action === after.action && before.group === after.group && before.iterates === after.iterates;
  return same ? "unchanged" : "changed";
}

function way(edge: Drawing["edges"][number]): string {
  return JSON.stringify([edge.from, edge.to, edge.kind, edge.condition ?? null]);
}

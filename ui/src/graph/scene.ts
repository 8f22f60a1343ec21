import type { Graph, TaskExecution } from "../api/executions";

/** A task somewhere in a run: in the run itself, in one nested in it, or an item of an iteration. */
export interface Spot {
  readonly execution: string | null;
  readonly task: string;
  readonly item: number | null;
}

/** A node as it is drawn; `id` is its way from the outermost graph: `measure#1/count`. */
export interface SceneNode {
  readonly id: string;
  readonly name: string;
  readonly action: string;
  readonly state: string;
  /** The id of the node it lies in. */
  readonly group: string | null;
  readonly activations: number;
  readonly iterates: boolean;
  /** Whether what is in it can be shown, and whether it is. */
  readonly fold: "none" | "closed" | "open" | "loading";
  readonly spot: Spot;
}

export interface SceneEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly condition: string | null;
  readonly taken: boolean;
}

/** What is drawn: graphs within graphs. */
export interface Scene {
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
}

type Drawing = Pick<Graph, "nodes" | "edges">;

/** What is known of one execution. */
export interface Known {
  readonly graph: Drawing | undefined;
  readonly tasks: readonly TaskExecution[] | undefined;
}

/** More items than these are not drawn one by one. */
export const MOST_ITEMS = 40;

/** A graph nobody runs, or of which nothing is opened. */
export function sceneOf(graph: Drawing): Scene {
  return compose(null, graph, new Set(), () => undefined).scene;
}

/** The graph of an execution with what is opened in it; `wanted` are the executions it must know for that. */
export function compose(
  execution: string | null,
  graph: Drawing,
  open: ReadonlySet<string>,
  known: (execution: string) => Known | undefined,
): { scene: Scene; wanted: string[] } {
  const nodes: SceneNode[] = [];
  const edges: SceneEdge[] = [];
  const wanted = new Set<string>();

  const draw = (of: string | null, drawing: Drawing, prefix: string, within: string | null) => {
    for (const node of drawing.nodes) {
      const id = prefix + node.name;
      const child = node.child ?? null;
      const opens = child !== null || (node.iterates === true && node.state !== "not_reached");
      const isOpen = opens && of !== null && open.has(id);
      const content = isOpen ? (node.iterates ? items(of, id, node) : nested(child, id)) : undefined;
      nodes.push({
        id,
        name: node.name,
        action: node.action,
        state: node.state,
        group: node.group ? prefix + node.group : within,
        activations: node.activations ?? 0,
        iterates: node.iterates ?? false,
        fold: !opens || of === null ? "none" : !isOpen ? "closed" : content ? "open" : "loading",
        spot: { execution: of, task: node.name, item: null },
      });
      content?.();
    }
    for (const edge of drawing.edges) {
      edges.push({
        from: prefix + edge.from,
        to: prefix + edge.to,
        kind: edge.kind,
        condition: edge.condition,
        taken: edge.taken,
      });
    }
  };

  /** Draws a nested execution into the node that waits for it, as soon as it is known. */
  const nested = (child: string | null, id: string): (() => void) | undefined => {
    if (child === null) return undefined;
    wanted.add(child);
    const inner = known(child)?.graph;
    return inner && (() => draw(child, inner, `${id}/`, id));
  };

  const items = (of: string, id: string, node: Drawing["nodes"][number]): (() => void) | undefined => {
    wanted.add(of);
    const tasks = known(of)?.tasks;
    if (!tasks) return undefined;
    const latest = new Map<number, TaskExecution>();
    for (const task of tasks) {
      if (task.name === node.name && task.index !== null && task.activation === node.activations) {
        latest.set(task.index, task);
      }
    }
    if (latest.size === 0) return undefined;
    return () => drawItems(of, id, node, [...latest.values()]);
  };

  const drawItems = (
    of: string,
    id: string,
    node: Drawing["nodes"][number],
    rows: readonly TaskExecution[],
  ) => {
    const drawn = rows.toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0)).slice(0, MOST_ITEMS);
    for (const task of drawn) {
      const itemId = `${id}#${task.index}`;
      const child = task.child ?? null;
      const isOpen = child !== null && open.has(itemId);
      const content = isOpen ? nested(child, itemId) : undefined;
      nodes.push({
        id: itemId,
        name: labelOf(task),
        action: task.action,
        state: task.status,
        group: id,
        activations: task.attempt,
        iterates: false,
        fold: child === null ? "none" : !isOpen ? "closed" : content ? "open" : "loading",
        spot: { execution: of, task: node.name, item: task.index },
      });
      content?.();
    }
    if (rows.length > drawn.length) {
      nodes.push({
        id: `${id}#more`,
        name: `and ${rows.length - drawn.length} more`,
        action: "see Tasks",
        state: "not_reached",
        group: id,
        activations: 0,
        iterates: false,
        fold: "none",
        spot: { execution: of, task: node.name, item: null },
      });
    }
  };

  draw(execution, graph, "", null);
  return { scene: { nodes, edges }, wanted: [...wanted].sort() };
}

function labelOf(task: TaskExecution): string {
  const item = task.item;
  const words = typeof item === "string" || typeof item === "number" ? `: ${item}` : "";
  return `#${task.index}${words}`;
}

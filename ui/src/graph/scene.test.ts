import { describe, expect, test } from "vitest";
import type { Graph, TaskExecution } from "../api/executions";
import { compose, type Known, MOST_ITEMS, sceneOf } from "./scene";

type Node = Graph["nodes"][number];
const node = (name: string, more: Partial<Node> = {}): Node => ({
  name,
  action: "core.noop",
  state: "running",
  entry: true,
  activations: 1,
  ...more,
});
const drawing = (...nodes: Node[]) => ({ nodes, edges: [] });
const item = (index: number, child: string | null = null) =>
  ({
    name: "each",
    index,
    activation: 1,
    attempt: 1,
    status: "running",
    action: "a",
    child,
    item: "x",
  }) as unknown as TaskExecution;

describe("what is drawn of a run", () => {
  test("a nested run stays closed until it is opened", () => {
    const { scene, wanted } = compose(
      "e1",
      drawing(node("sub", { child: "e2" })),
      new Set(),
      () => undefined,
    );
    expect(scene.nodes.map((each) => [each.id, each.fold])).toEqual([["sub", "closed"]]);
    expect(wanted).toEqual([]);
  });

  test("what is opened is asked for, then drawn inside", () => {
    const outer = drawing(node("sub", { child: "e2" }));
    const open = new Set(["sub"]);
    expect(compose("e1", outer, open, () => undefined)).toMatchObject({
      scene: { nodes: [{ fold: "loading" }] },
      wanted: ["e2"],
    });
    const inner: Known = {
      graph: {
        ...drawing(node("a"), node("b")),
        edges: [{ from: "a", to: "b", kind: "on_success", condition: null, taken: true }],
      },
      tasks: [],
    };
    const { scene } = compose("e1", outer, open, () => inner);
    expect(scene.nodes.map((each) => [each.id, each.group])).toEqual([
      ["sub", null],
      ["sub/a", "sub"],
      ["sub/b", "sub"],
    ]);
    expect(scene.edges).toMatchObject([{ from: "sub/a", to: "sub/b" }]);
    expect(scene.nodes[1]?.spot).toEqual({ execution: "e2", task: "a", item: null });
  });

  test("an iteration opens to its items, an item to the run it waits for", () => {
    const outer = drawing(node("each", { iterates: true }));
    const known = (execution: string): Known =>
      execution === "e1"
        ? { graph: undefined, tasks: [item(1, "e3"), item(0)] }
        : { graph: drawing(node("inner")), tasks: [] };
    const { scene, wanted } = compose("e1", outer, new Set(["each", "each#1"]), known);
    expect(scene.nodes.map((each) => each.id)).toEqual(["each", "each#0", "each#1", "each#1/inner"]);
    expect(wanted).toEqual(["e1", "e3"]);
  });

  test("of very many items the first are drawn and the rest counted", () => {
    const tasks = Array.from({ length: MOST_ITEMS + 5 }, (_, index) => item(index));
    const { scene } = compose("e1", drawing(node("each", { iterates: true })), new Set(["each"]), () => ({
      graph: undefined,
      tasks,
    }));
    expect(scene.nodes.at(-1)?.name).toBe("and 5 more");
    expect(scene.nodes).toHaveLength(MOST_ITEMS + 2);
  });

  test("a definition nobody runs has nothing to open", () => {
    expect(sceneOf(drawing(node("each", { iterates: true }))).nodes[0]?.fold).toBe("none");
  });
});

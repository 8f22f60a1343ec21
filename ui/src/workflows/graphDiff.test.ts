import { expect, test } from "vitest";
import { graphDiff } from "./graphDiff";

const node = (name: string, action = "core.noop") => ({
  name,
  action,
  state: "not_reached",
  entry: false,
  group: null,
});
const edge = (from: string, to: string) => ({ from, to, kind: "on_success", condition: null, taken: false });

test("what came, went and changed is told apart", () => {
  const diff = graphDiff(
    { nodes: [node("a"), node("b"), node("c")], edges: [edge("a", "b"), edge("b", "c")] },
    { nodes: [node("a"), node("b", "core.echo"), node("d")], edges: [edge("a", "b"), edge("b", "d")] },
  );
  expect(diff.graph.nodes.map((each) => `${each.name} ${each.state}`)).toEqual([
    "a unchanged",
    "b changed",
    "d added",
    "c removed",
  ]);
  expect(diff).toMatchObject({ added: 1, removed: 1, changed: 1 });
  expect(diff.graph.edges.filter((each) => each.taken).map((each) => each.to)).toEqual(["d"]);
  expect(diff.graph.edges.at(-1)?.kind).toBe("no more: on_success");
});

import { type Layout, NODE, type Place, type Shape } from "./layout";

const GAP = 28;
const BETWEEN_LAYERS = 48;
const PADDING = { top: 44, side: 16, bottom: 16 };
const SWEEPS = 4;
const ITEMS_ASPECT = 1.8;

interface Box {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  x: number;
  y: number;
}

/**
 * Places in layers, found in a time that grows like the graph: for graphs that are too large for the layout that looks
 * best. Ways back in loops are left out of account.
 */
export function fastLayout(shape: Shape): Layout {
  const groupOf = new Map(shape.nodes.map((node) => [node.name, node.group]));
  const within = new Map<string | null, string[]>();
  for (const { name, group } of shape.nodes) {
    const known = group !== null && groupOf.has(group) ? group : null;
    const members = within.get(known);
    if (members) members.push(name);
    else within.set(known, [name]);
  }
  const edges = liftedEdges(shape, groupOf);
  const places: Record<string, Place> = {};

  const lay = (group: string | null): { width: number; height: number } => {
    const boxes = (within.get(group) ?? []).map((name): Box => {
      const inner = within.has(name) ? lay(name) : undefined;
      return {
        name,
        width: inner ? inner.width + 2 * PADDING.side : NODE.width,
        height: inner ? inner.height + PADDING.top + PADDING.bottom : NODE.height,
        x: 0,
        y: 0,
      };
    });
    const areItems = group !== null && boxes.every((box) => box.name.startsWith(`${group}#`));
    if (areItems) inLines(boxes);
    else inLayers(boxes, edges.get(group) ?? []);
    const offset = group === null ? { x: 0, y: 0 } : { x: PADDING.side, y: PADDING.top };
    for (const box of boxes) {
      places[box.name] = {
        x: box.x + offset.x,
        y: box.y + offset.y,
        width: box.width,
        height: box.height,
        ...(group === null ? {} : { parent: group }),
      };
    }
    return {
      width: Math.max(0, ...boxes.map((box) => box.x + box.width)),
      height: Math.max(0, ...boxes.map((box) => box.y + box.height)),
    };
  };
  lay(null);
  return places;
}

type Way = readonly [from: string, to: string];

/** Each arrow belongs to the innermost group that holds both its ends; there it joins what holds them. */
function liftedEdges(shape: Shape, groupOf: ReadonlyMap<string, string | null>): Map<string | null, Way[]> {
  const lineOf = (name: string): string[] => {
    const line = [name];
    for (let group = groupOf.get(name); group && groupOf.has(group); group = groupOf.get(group))
      line.push(group);
    return line;
  };
  const lifted = new Map<string | null, Way[]>();
  for (const { from, to } of shape.edges) {
    const sources = lineOf(from);
    const targets = lineOf(to);
    while (sources.length > 0 && targets.length > 0 && sources.at(-1) === targets.at(-1)) {
      sources.pop();
      targets.pop();
    }
    const source = sources.at(-1);
    const target = targets.at(-1);
    if (source === undefined || target === undefined) continue;
    const group = groupOf.get(source) ?? null;
    const known = group !== null && groupOf.has(group) ? group : null;
    lifted.set(known, [...(lifted.get(known) ?? []), [source, target]]);
  }
  return lifted;
}

function inLines(boxes: readonly Box[]): void {
  const area = boxes.reduce((sum, box) => sum + (box.width + GAP) * (box.height + GAP), 0);
  const widest = Math.max(0, ...boxes.map((box) => box.width));
  const most = Math.max(widest, Math.sqrt(area * ITEMS_ASPECT));
  let x = 0;
  let y = 0;
  let tallest = 0;
  for (const box of boxes) {
    if (x > 0 && x + box.width > most) {
      x = 0;
      y += tallest + GAP / 2;
      tallest = 0;
    }
    box.x = x;
    box.y = y;
    x += box.width + GAP / 2;
    tallest = Math.max(tallest, box.height);
  }
}

function inLayers(boxes: readonly Box[], ways: readonly Way[]): void {
  const byName = new Map(boxes.map((box) => [box.name, box]));
  const after = new Map<Box, Box[]>(boxes.map((box) => [box, []]));
  const before = new Map<Box, Box[]>(boxes.map((box) => [box, []]));
  for (const [from, to] of ways) {
    const source = byName.get(from);
    const target = byName.get(to);
    if (source && target && source !== target) after.get(source)?.push(target);
  }
  const order = forwards(boxes, after);
  for (const [source, targets] of after) for (const target of targets) before.get(target)?.push(source);

  const layerOf = new Map<Box, number>();
  const layers: Box[][] = [];
  for (const box of order) {
    const layer = 1 + Math.max(-1, ...(before.get(box) ?? []).map((each) => layerOf.get(each) ?? 0));
    layerOf.set(box, layer);
  }
  // As they were written, as far as nothing else is wanted.
  for (const box of boxes) (layers[layerOf.get(box) ?? 0] ??= []).push(box);
  let y = 0;
  for (const layer of layers) {
    spread(layer, (box) => box.x);
    for (const box of layer) box.y = y;
    y += Math.max(...layer.map((box) => box.height)) + BETWEEN_LAYERS;
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0;
    for (const layer of down ? layers : layers.toReversed()) {
      const near = down ? before : after;
      const wanted = new Map(layer.map((box) => [box, middleOf(near.get(box) ?? [], box)]));
      layer.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
      spread(layer, (box) => (wanted.get(box) ?? 0) - box.width / 2);
    }
  }
  const left = Math.min(0, ...boxes.map((box) => box.x));
  for (const box of boxes) box.x -= left;
}

/** In an order in which nothing comes before what leads to it; ways that lead back are taken out of `after`. */
function forwards(boxes: readonly Box[], after: Map<Box, Box[]>): Box[] {
  const seen = new Map<Box, "open" | "done">();
  const reversed: Box[] = [];
  for (const start of boxes) {
    if (seen.has(start)) continue;
    const stack: { box: Box; next: number }[] = [{ box: start, next: 0 }];
    seen.set(start, "open");
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const targets = after.get(top.box) ?? [];
      const target = targets[top.next];
      if (!target) {
        seen.set(top.box, "done");
        reversed.push(top.box);
        stack.pop();
      } else if (seen.get(target) === "open") {
        targets.splice(top.next, 1);
      } else {
        top.next++;
        if (!seen.has(target)) {
          seen.set(target, "open");
          stack.push({ box: target, next: 0 });
        }
      }
    }
  }
  return reversed.reverse();
}

function middleOf(near: readonly Box[], self: Box): number {
  if (near.length === 0) return self.x + self.width / 2;
  return near.reduce((sum, box) => sum + box.x + box.width / 2, 0) / near.length;
}

/** Puts the boxes of a layer as near to where they want to be as their order and width allow. */
function spread(layer: readonly Box[], wanted: (box: Box) => number): void {
  const aims = layer.map(wanted);
  let from = Number.NEGATIVE_INFINITY;
  layer.forEach((box, index) => {
    box.x = Math.max(aims[index] ?? 0, from);
    from = box.x + box.width + GAP;
  });
  // All of it was pushed to the right only: half of that is given back.
  const pushed =
    layer.reduce((sum, box, index) => sum + box.x - (aims[index] ?? 0), 0) / Math.max(1, layer.length);
  for (const box of layer) box.x -= pushed;
}

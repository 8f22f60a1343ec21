import { Handle, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { lookOf } from "../components/states";
import classes from "./GraphView.module.css";
import type { SceneNode } from "./scene";

interface Data {
  readonly node: SceneNode;
  readonly onFold?: (node: string) => void;
}

/** A task in the graph: its name, what it does, how it stands. */
export const TaskNode = memo(function TaskNode({ data, selected }: NodeProps) {
  const { node, onFold } = data as unknown as Data;
  const look = lookOf(node.state);
  return (
    <div
      className={classes.task}
      data-color={look.color}
      data-state={node.state}
      data-selected={selected || undefined}
    >
      <Handle type="target" position={Position.Top} className={classes.handle} isConnectable={false} />
      <span className={classes.sign} title={look.word} data-live={look.live || undefined}>
        {look.sign}
      </span>
      <span className={classes.words}>
        <span className={classes.name} title={node.name}>
          {node.name}
          <Note node={node} />
        </span>
        <span className={classes.action}>{node.action}</span>
      </span>
      <Fold node={node} onFold={onFold} />
      <Handle type="source" position={Position.Bottom} className={classes.handle} isConnectable={false} />
    </div>
  );
});

/** What others lie in: tasks that run together, a nested run, the items of an iteration. */
export const GroupNode = memo(function GroupNode({ data, selected }: NodeProps) {
  const { node, onFold } = data as unknown as Data;
  const look = lookOf(node.state);
  return (
    <div
      className={classes.group}
      data-color={look.color}
      data-state={node.state}
      data-selected={selected || undefined}
    >
      <Handle type="target" position={Position.Top} className={classes.handle} isConnectable={false} />
      <div className={classes.heading}>
        <span className={classes.sign} title={look.word} data-live={look.live || undefined}>
          {look.sign}
        </span>
        <span className={classes.name}>
          {node.name}
          <Note node={node} />
        </span>
        <Fold node={node} onFold={onFold} />
      </div>
      <Handle type="source" position={Position.Bottom} className={classes.handle} isConnectable={false} />
    </div>
  );
});

function Note({ node }: { node: SceneNode }) {
  return (
    <>
      {node.activations > 1 && <span className={classes.note}> ×{node.activations}</span>}
      {node.iterates && <span className={classes.note}> each</span>}
    </>
  );
}

function Fold({ node, onFold }: Data) {
  if (node.fold === "none" || !onFold) return null;
  const isOpen = node.fold !== "closed";
  return (
    <button
      type="button"
      className={`${classes.fold} nodrag nopan`}
      aria-expanded={isOpen}
      aria-label={`${isOpen ? "Close" : "Open"} ${node.name}`}
      title={isOpen ? "Close" : "Show what is in it"}
      onClick={(event) => {
        event.stopPropagation();
        onFold(node.id);
      }}
    >
      {node.fold === "loading" ? "…" : isOpen ? "−" : "+"}
    </button>
  );
}

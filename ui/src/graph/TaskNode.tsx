import { Handle, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import type { Graph } from "../api/executions";
import { lookOf } from "../components/states";
import classes from "./GraphView.module.css";

type Data = Graph["nodes"][number];

/** A task in the graph: its name, what it does, how it stands. */
export const TaskNode = memo(function TaskNode({ data, selected }: NodeProps) {
  const node = data as unknown as Data;
  const look = lookOf(node.state);
  const repeated = (node.activations ?? 0) > 1;
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
        <span className={classes.name}>
          {node.name}
          {repeated && <span className={classes.note}> ×{node.activations}</span>}
          {node.iterates && <span className={classes.note}> each</span>}
        </span>
        <span className={classes.action}>{node.action}</span>
      </span>
      <Handle type="source" position={Position.Bottom} className={classes.handle} isConnectable={false} />
    </div>
  );
});

/** Tasks that run together and end as one. */
export const GroupNode = memo(function GroupNode({ data }: NodeProps) {
  const node = data as unknown as Data;
  const look = lookOf(node.state);
  return (
    <div className={classes.group} data-color={look.color}>
      <Handle type="target" position={Position.Top} className={classes.handle} isConnectable={false} />
      <span className={classes.name}>
        {look.sign} {node.name}
      </span>
      <Handle type="source" position={Position.Bottom} className={classes.handle} isConnectable={false} />
    </div>
  );
});

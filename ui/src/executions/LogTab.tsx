import { ActionIcon, Button, Group, Select, Text, TextInput, Tooltip } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Execution, LogLine, TaskExecution } from "../api/executions";
import { Empty } from "../components/Feedback";
import { IconArrowDown, IconChevronDown, IconChevronUp, IconDownload, IconSearch } from "../components/icons";
import { ended } from "../components/states";
import { AnsiLine } from "./AnsiLine";
import classes from "./LogTab.module.css";
import { taskLabel } from "./taskLabel";

const LINE = 20;

/** What tasks printed, live, searchable; only the lines in view are drawn. */
export function LogTab({
  execution,
  lines,
  tasks,
  task,
  find,
  onFind,
}: {
  execution: Execution;
  lines: readonly LogLine[];
  tasks: readonly TaskExecution[];
  task: string | undefined;
  find: string;
  onFind: (text: string) => void;
}) {
  const [only, setOnly] = useState<string | null>(task ?? null);
  const [following, setFollowing] = useState(true);
  const [hit, setHit] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const labels = useMemo(() => new Map(tasks.map((each) => [each.id, each])), [tasks]);
  const shown = useMemo(
    () => (only ? lines.filter((line) => line.task !== null && labels.get(line.task)?.name === only) : lines),
    [lines, only, labels],
  );
  const hits = useMemo(() => found(shown, find), [shown, find]);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 30,
  });
  const last = shown.length - 1;
  useEffect(() => {
    if (following && last >= 0) rows.scrollToIndex(last, { align: "end" });
  }, [following, last, rows]);

  const go = (step: number) => {
    if (hits.length === 0) return;
    const next = (hit + step + hits.length) % hits.length;
    setHit(next);
    setFollowing(false);
    rows.scrollToIndex(hits[next] ?? 0, { align: "center" });
  };

  if (lines.length === 0) {
    return (
      <Empty title={ended(execution.status) ? "Nothing was printed" : "Nothing has been printed yet"}>
        Lines that programs print appear here while they run.
      </Empty>
    );
  }
  const names = [...new Set(lines.flatMap((line) => (line.task ? [labels.get(line.task)?.name ?? ""] : [])))];
  return (
    <div>
      <Group gap="xs" mb="xs">
        <TextInput
          leftSection={<IconSearch size={16} />}
          placeholder="Find in the log"
          aria-label="Find in the log"
          value={find}
          onChange={(event) => {
            setHit(0);
            onFind(event.currentTarget.value);
          }}
          onKeyDown={(event) => event.key === "Enter" && go(event.shiftKey ? -1 : 1)}
          w={240}
        />
        {find && (
          <>
            <Text size="sm" className="number" aria-live="polite">
              {hits.length === 0 ? "no line" : `${hit + 1} of ${hits.length.toLocaleString()}`}
            </Text>
            <ActionIcon
              variant="default"
              aria-label="Previous"
              onClick={() => go(-1)}
              disabled={hits.length === 0}
            >
              <IconChevronUp size={16} />
            </ActionIcon>
            <ActionIcon
              variant="default"
              aria-label="Next"
              onClick={() => go(1)}
              disabled={hits.length === 0}
            >
              <IconChevronDown size={16} />
            </ActionIcon>
          </>
        )}
        <Select
          aria-label="Task"
          placeholder="every task"
          clearable
          searchable
          data={names.filter(Boolean)}
          value={only}
          onChange={setOnly}
          w={200}
        />
        <Tooltip label="Stay at the newest line">
          <Button
            size="sm"
            variant={following ? "light" : "default"}
            leftSection={<IconArrowDown size={16} />}
            aria-pressed={following}
            onClick={() => setFollowing(!following)}
          >
            Follow
          </Button>
        </Tooltip>
        <Button
          size="sm"
          variant="default"
          ml="auto"
          leftSection={<IconDownload size={16} />}
          onClick={() => download(execution.id, shown)}
        >
          Save
        </Button>
      </Group>
      <div
        ref={scroller}
        className={classes.log}
        tabIndex={0}
        role="log"
        aria-label="Log"
        onWheel={(event) => event.deltaY < 0 && setFollowing(false)}
      >
        <div className={classes.all} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const line = shown[row.index];
            if (!line) return null;
            const from = line.task ? labels.get(line.task) : undefined;
            return (
              <div
                key={row.key}
                data-index={row.index}
                ref={rows.measureElement}
                className={classes.line}
                data-stream={line.stream}
                data-hit={hits[hit] === row.index || undefined}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <span className={classes.when}>
                  {new Date(line.at).toLocaleTimeString(undefined, { hour12: false })}
                </span>
                <span className={classes.task}>{from ? taskLabel(from) : ""}</span>
                <span className={classes.text}>
                  <AnsiLine text={line.text} find={find} />
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function found(lines: readonly LogLine[], find: string): number[] {
  if (!find) return [];
  const wanted = find.toLowerCase();
  const hits: number[] = [];
  for (let line = 0; line < lines.length; line++) {
    if (lines[line]?.text.toLowerCase().includes(wanted)) hits.push(line);
  }
  return hits;
}

function download(id: string, lines: readonly LogLine[]): void {
  const text = lines.map((line) => `${line.at} ${line.stream} ${line.text}\n`);
  const url = URL.createObjectURL(new Blob(text, { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${id}.log`;
  link.click();
  URL.revokeObjectURL(url);
}

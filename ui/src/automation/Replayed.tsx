import { Alert, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Explanation, Replay } from "../api/automation";
import { Json } from "../components/Json";

/** What became of an event that was shown to a rule again, or what would. */
export function Replayed({ outcome }: { outcome: Replay }) {
  const started = outcome.enforcement?.execution_id;
  if (started) {
    return (
      <Alert color="teal" mt="xs" py="xs">
        Started{" "}
        <Link to="/executions/$id" params={{ id: started }}>
          {started}
        </Link>
      </Alert>
    );
  }
  if (outcome.enforcement) {
    return (
      <Alert color="gray" mt="xs" py="xs">
        {outcome.enforcement.state}: {outcome.enforcement.reason || "it starts in a moment"}
      </Alert>
    );
  }
  const { would } = outcome;
  if (!outcome.matches || !would?.start) {
    return (
      <Alert color="gray" mt="xs" py="xs">
        Nothing would start{outcome.matches ? `: ${would?.reason ?? ""}` : ": it does not match."}
      </Alert>
    );
  }
  return (
    <Alert color="teal" mt="xs" py="xs">
      It would start {would.start} with
      <Json value={would.parameters} empty="no parameters" />
      {would.warnings.map((warning) => (
        <Text key={warning} size="xs">
          {warning}
        </Text>
      ))}
    </Alert>
  );
}

const SIGNS = { holds: "✓", fails: "✕", unknown: "?" } as const;

/** The condition and its parts, each with what it found. */
export function Reason({
  part,
  depth = 0,
  whole = false,
}: {
  part: Explanation;
  depth?: number;
  /** Whether a condition of one part is shown, too; elsewhere its verdict has said it. */
  whole?: boolean;
}) {
  const isPlain = (part.parts ?? []).length === 0;
  if (depth === 0 && isPlain && !whole) return null;
  return (
    <>
      <Text size="xs" pl={depth * 14} className="message">
        <Text
          span
          c={part.verdict === "holds" ? "teal" : part.verdict === "fails" ? "red" : "dimmed"}
          inherit
        >
          {SIGNS[part.verdict]}
        </Text>{" "}
        {part.condition}
        {part.reason && (
          <Text span c="dimmed" inherit>
            {" "}
            {part.reason}
          </Text>
        )}
      </Text>
      {(part.parts ?? []).map((each, index) => (
        <Reason key={index} part={each} depth={depth + 1} />
      ))}
    </>
  );
}

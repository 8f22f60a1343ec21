import type { NewRule, Rule } from "../api/automation";
import { editable, objectOf } from "../components/jsonText";

/** A rule as its form holds it, but for what configures its trigger. */
export interface RuleDraft {
  readonly ref: string;
  readonly label: string;
  readonly trigger: string;
  readonly conditions: string;
  readonly action: string;
  readonly params: string;
  readonly catchUp: string;
  readonly overlap: string;
  readonly sets: string[];
}

export function draftOf(rule: Rule | undefined): RuleDraft {
  return {
    ref: rule?.ref ?? "",
    label: rule?.label ?? "",
    trigger: rule?.trigger_ref ?? "",
    conditions: conditionsText(rule?.conditions),
    action: rule?.action_ref ?? "",
    params: editable(rule?.action_params),
    catchUp: rule?.catch_up ?? "",
    overlap: rule?.overlap ?? "",
    sets: rule?.permission_set_refs ?? [],
  };
}

/** An expression as it is, anything else as JSON. */
function conditionsText(conditions: unknown): string {
  return typeof conditions === "string" ? conditions : editable(conditions);
}

/** A list or a map if it reads as one, else an expression; nothing if it is empty. */
export function conditionsOf(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  try {
    const value: unknown = JSON.parse(trimmed);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // An expression is no JSON.
  }
  return trimmed;
}

/**
 * What the server is sent. What the form does not show stays as it was.
 *
 * @throws Error if what the action gets is no JSON object
 */
export function documentOf(
  draft: RuleDraft,
  triggerParams: Record<string, unknown>,
  isTimer: boolean,
  former: Rule | undefined,
): NewRule {
  const { catchUp, overlap } = draft;
  const conditions = conditionsOf(draft.conditions);
  return {
    ref: draft.ref.trim(),
    label: draft.label,
    description: former?.description ?? "",
    trigger_ref: draft.trigger,
    trigger_params: triggerParams as Record<string, never>,
    ...(conditions === undefined ? {} : { conditions }),
    action_ref: draft.action.trim(),
    action_params: objectOf(draft.params, "They") as Record<string, never>,
    permission_set_refs: draft.sets,
    enabled: former?.enabled ?? true,
    ...(isTimer && catchUp ? { catch_up: catchUp as NonNullable<NewRule["catch_up"]> } : {}),
    ...(overlap ? { overlap: overlap as NonNullable<NewRule["overlap"]> } : {}),
  };
}

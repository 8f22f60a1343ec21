import type {
  Completion,
  CompletionContext,
  CompletionResult,
  CompletionSource,
} from "@codemirror/autocomplete";

/** What a definition may mention by name. */
export interface Names {
  readonly actions: readonly { ref: string; description: string }[];
}

const TOP = [
  "ref",
  "label",
  "description",
  "version",
  "parameters",
  "output",
  "vars",
  "tasks",
  "output_map",
  "tags",
  "timeout",
  "cancellation_policy",
  "max_activations",
];
const TASK = [
  "name",
  "action",
  "input",
  "with_items",
  "batch_size",
  "batch_mode",
  "concurrency",
  "when",
  "join",
  "retry",
  "timeout",
  "on_success",
  "on_failure",
  "on_complete",
  "on_timeout",
  "decision",
  "next",
  "publish",
  "tasks",
  "type",
  "wait_for",
  "description",
];
const RETRY = ["count", "delay", "backoff", "max_delay", "jitter", "retry_on", "when"];
const FUNCTIONS = [
  "succeeded()",
  "failed()",
  "timed_out()",
  "result()",
  "error()",
  "kv.get('')",
  "kv.get_secret('')",
  "now()",
];
const SCOPES = ["parameters", "vars", "task", "item", "pack.config", "system", "inquiry"];

/** Completes keys by where the cursor stands, actions after `action:`, names within expressions. */
export function completeWith(names: Names): CompletionSource {
  return (context) => complete(context, names);
}

function complete(context: CompletionContext, names: Names): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const before = context.state.sliceDoc(line.from, context.pos);
  const text = context.state.doc.toString();
  return (
    inExpression(before, context, text) ??
    afterAction(before, context, names) ??
    aTarget(before, context, text) ??
    aKey(before, context)
  );
}

function inExpression(before: string, context: CompletionContext, text: string): CompletionResult | null {
  const open = before.lastIndexOf("{{");
  if (open < 0 || before.indexOf("}}", open) >= 0) return null;
  const typed = /[\w.]*$/.exec(before)?.[0] ?? "";
  const dot = typed.lastIndexOf(".");
  const scope = typed.slice(0, Math.max(dot, 0));
  const from = context.pos - (typed.length - dot - 1);
  if (scope === "task") return result(from, taskNames(text), "variable");
  if (scope === "parameters") return result(from, keysUnder(text, "parameters"), "property");
  if (scope === "vars") return result(from, keysUnder(text, "vars"), "property");
  if (/^task\.[\w-]+$/.test(scope))
    return result(from, ["result", "status", "error", "attempts"], "property");
  return scope === "" ? result(context.pos - typed.length, [...SCOPES, ...FUNCTIONS], "keyword") : null;
}

function afterAction(before: string, context: CompletionContext, names: Names): CompletionResult | null {
  const typed = /^\s*(?:- )?action:\s*([\w.-]*)$/.exec(before)?.[1];
  if (typed === undefined) return null;
  const options: Completion[] = names.actions.map((action) => ({
    label: action.ref,
    type: "function",
    detail: action.description.slice(0, 60),
  }));
  return { from: context.pos - typed.length, options, validFor: /^[\w.-]*$/ };
}

function aTarget(before: string, context: CompletionContext, text: string): CompletionResult | null {
  const typed = /^\s*(?:- )?(?:on_success|on_failure|on_complete|on_timeout|next|default):\s*([\w-]*)$/.exec(
    before,
  )?.[1];
  return typed === undefined ? null : result(context.pos - typed.length, taskNames(text), "variable");
}

function aKey(before: string, context: CompletionContext): CompletionResult | null {
  const match = /^(\s*)(- )?([\w]*)$/.exec(before);
  if (!match || (match[3] === "" && !context.explicit)) return null;
  const indent = (match[1] ?? "").length + (match[2] ?? "").length;
  const keys = indent === 0 ? TOP : indent >= 6 ? RETRY : TASK;
  return result(
    context.pos - (match[3] ?? "").length,
    keys.map((key) => `${key}: `),
    "property",
  );
}

function result(from: number, labels: readonly string[], type: string): CompletionResult {
  return { from, options: labels.map((label) => ({ label, type })), validFor: /^[\w-]*$/ };
}

export function taskNames(text: string): string[] {
  return [...text.matchAll(/^\s*- name:\s*["']?([\w-]+)/gm)].flatMap((match) => (match[1] ? [match[1]] : []));
}

export function keysUnder(text: string, key: string): string[] {
  const block =
    new RegExp(`^${key}:[^\\n]*\\n((?:[ \\t]+[^\\n]*\\n?|\\n|#[^\\n]*\\n)*)`, "m").exec(text)?.[1] ?? "";
  const indent = /^([ \t]+)\S/m.exec(block)?.[1];
  if (!indent) return [];
  return [...block.matchAll(new RegExp(`^${indent}(?:- )?([\\w-]+):`, "gm"))].flatMap((match) =>
    match[1] ? [match[1]] : [],
  );
}

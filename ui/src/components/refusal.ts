import { Problem } from "../api/client";

/** What the server found wrong: what belongs beside a field, by the field, and what is left of it. */
export interface Placed {
  readonly at: Readonly<Record<string, string>>;
  readonly rest: Error | undefined;
}

/**
 * Puts mistakes beside the fields of a form. A field `quotas` takes those of `quotas.0.limit`, unless there is a field
 * of that name; what names no field of the form is left.
 */
export function placed(error: Error | null, fields: readonly string[]): Placed {
  if (!(error instanceof Problem) || error.errors.length === 0) return { at: {}, rest: error ?? undefined };
  const at: Record<string, string> = {};
  const rest = error.errors.filter((mistake) => {
    const field = closest(dotted(mistake.path), fields);
    if (field !== undefined) at[field] = at[field] ? `${at[field]}; ${mistake.message}` : mistake.message;
    return field === undefined;
  });
  return {
    at,
    rest:
      rest.length > 0 ? new Problem(error.status, error.code, error.title, error.detail, rest) : undefined,
  };
}

/** `rule#/conditions/0` as `conditions.0`, which is how most paths are written already. */
function dotted(path: string): string {
  const pointer = path.indexOf("#/");
  return pointer < 0 ? path : path.slice(pointer + 2).replaceAll("/", ".");
}

function closest(path: string, fields: readonly string[]): string | undefined {
  return fields
    .filter((field) => path === field || path.startsWith(`${field}.`))
    .toSorted((one, other) => other.length - one.length)[0];
}

import { useState } from "react";
import { Problem } from "../api/client";
import { type Parameter, textOf, typedValue } from "../workflows/parameters";

/** What a form of parameters holds: texts as typed, what is wrong with them, the values they stand for. */
export function useParameterForm(
  parameters: readonly Parameter[],
  given: Readonly<Record<string, unknown>> = {},
) {
  const [typed, setTyped] = useState<Record<string, string>>({});
  const texts = Object.fromEntries(
    parameters.map(({ name, initial }) => [name, typed[name] ?? textOf(given[name] ?? initial)]),
  );
  const [errors, setErrors] = useState<Record<string, string>>({});
  return {
    texts,
    errors,
    change: (name: string, text: string) => {
      setTyped((before) => ({ ...before, [name]: text }));
      setErrors(({ [name]: _, ...others }) => others);
    },
    fill: (values: Record<string, unknown>) =>
      setTyped(Object.fromEntries(parameters.map((each) => [each.name, textOf(values[each.name])]))),
    /** The values, or undefined if a text is not what it should be; then its field says so. */
    values: (): Record<string, unknown> | undefined => {
      const { values, wrong } = read(parameters, texts);
      setErrors(wrong);
      return Object.keys(wrong).length > 0 ? undefined : values;
    },
    /** What the texts stand for as far as they can be read. */
    draft: () => read(parameters, texts).values,
    /** Puts what the server found beside the fields it names; the rest is returned. */
    refuse: (error: Error): Error | undefined => {
      const wrong = fieldErrors(parameters, error);
      setErrors(wrong);
      return Object.keys(wrong).length > 0 ? undefined : error;
    },
  };
}

function read(parameters: readonly Parameter[], texts: Readonly<Record<string, string>>) {
  const values: Record<string, unknown> = {};
  const wrong: Record<string, string> = {};
  for (const parameter of parameters) {
    try {
      const value = typedValue(parameter, texts[parameter.name] ?? "");
      if (value !== undefined) values[parameter.name] = value;
      else if (parameter.required && parameter.type !== "boolean") wrong[parameter.name] = "is required";
      else if (parameter.required) values[parameter.name] = false;
    } catch (error) {
      wrong[parameter.name] = (error as Error).message;
    }
  }
  return { values, wrong };
}

function fieldErrors(parameters: readonly Parameter[], error: Error): Record<string, string> {
  const wrong: Record<string, string> = {};
  if (!(error instanceof Problem)) return wrong;
  for (const mistake of error.errors) {
    const field = parameters.find((each) => mistake.path.split(/[./[\]]/).includes(each.name));
    if (field) wrong[field.name] = mistake.message;
  }
  return wrong;
}

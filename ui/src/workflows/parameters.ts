/** A parameter of a workflow as a form shows it. */
export interface Parameter {
  readonly name: string;
  readonly type: "string" | "integer" | "number" | "boolean" | "array" | "object" | "any";
  readonly required: boolean;
  readonly secret: boolean;
  readonly description: string;
  readonly choices: readonly unknown[];
  readonly initial: unknown;
}

const TYPES = ["string", "integer", "number", "boolean", "array", "object"] as const;

/** Reads the parameters of a definition or the fields of an answer: flat style or JSON Schema (S1-005). */
export function parametersOf(schema: unknown): Parameter[] {
  if (!isObject(schema)) return [];
  const properties = isObject(schema.properties) ? schema.properties : flat(schema);
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  return Object.entries(properties).map(([name, raw]) => {
    const field = isObject(raw) ? raw : {};
    const type = TYPES.find((each) => each === field.type) ?? "any";
    return {
      name,
      type,
      required: required.has(name) || field.required === true,
      secret: field.secret === true,
      description: typeof field.description === "string" ? field.description : "",
      choices: Array.isArray(field.enum) ? field.enum : [],
      initial: field.default,
    };
  });
}

function flat(schema: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema).filter(([, field]) => isObject(field)));
}

/** The value a typed text stands for; undefined if the field was left empty. */
export function typedValue(parameter: Parameter, text: string): unknown {
  if (text === "") return undefined;
  switch (parameter.type) {
    case "string":
      return text;
    case "integer":
    case "number": {
      const number = Number(text);
      if (Number.isNaN(number)) throw new Error(`${parameter.name} must be a number`);
      return number;
    }
    case "boolean":
      return text === "true";
    case "any":
      try {
        return JSON.parse(text);
      } catch {
        return text;
      }
    default:
      try {
        return JSON.parse(text);
      } catch {
        throw new Error(`${parameter.name} must be JSON: ${parameter.type === "array" ? "[…]" : "{…}"}`);
      }
  }
}

/** The text a form shows at first for a value. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import { JsonInput, NumberInput, PasswordInput, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import type { Parameter } from "../workflows/parameters";
import { textOf } from "../workflows/parameters";

/** One input per parameter, of the kind that fits; texts by name go in and out. */
export function ParameterFields({
  parameters,
  texts,
  errors,
  onChange,
}: {
  parameters: readonly Parameter[];
  texts: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
  onChange: (name: string, text: string) => void;
}) {
  return (
    <Stack gap="sm">
      {parameters.map((parameter) => (
        <Field
          key={parameter.name}
          parameter={parameter}
          text={texts[parameter.name] ?? ""}
          error={errors[parameter.name]}
          onChange={(text) => onChange(parameter.name, text)}
        />
      ))}
    </Stack>
  );
}

function Field({
  parameter,
  text,
  error,
  onChange,
}: {
  parameter: Parameter;
  text: string;
  error: string | undefined;
  onChange: (text: string) => void;
}) {
  const shared = {
    label: parameter.name,
    description: parameter.description || undefined,
    withAsterisk: parameter.required,
    error,
  };
  if (parameter.choices.length > 0) {
    return (
      <Select
        {...shared}
        data={parameter.choices.map(textOf)}
        value={text || null}
        onChange={(value) => onChange(value ?? "")}
        clearable={!parameter.required}
      />
    );
  }
  if (parameter.secret) {
    return (
      <PasswordInput
        {...shared}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        autoComplete="off"
      />
    );
  }
  switch (parameter.type) {
    case "boolean":
      return (
        <div>
          <Switch
            label={parameter.name}
            description={parameter.description || undefined}
            checked={text === "true"}
            onChange={(event) => onChange(String(event.currentTarget.checked))}
          />
          {error && (
            <Text size="xs" c="red">
              {error}
            </Text>
          )}
        </div>
      );
    case "integer":
    case "number":
      return (
        <NumberInput
          {...shared}
          value={text}
          allowDecimal={parameter.type === "number"}
          onChange={(value) => onChange(String(value))}
        />
      );
    case "array":
    case "object":
      return (
        <JsonInput
          {...shared}
          value={text}
          onChange={onChange}
          autosize
          minRows={2}
          maxRows={12}
          formatOnBlur
        />
      );
    default:
      return <TextInput {...shared} value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
}

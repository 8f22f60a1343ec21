import { TextInput } from "@mantine/core";

interface Names {
  readonly ref: string;
  readonly label: string;
}

/** What a thing is called: its ref, which it keeps once it is made, and its label. */
export function NameFields({
  title,
  description = "pack.name",
  placeholder,
  fresh,
  value,
  at,
  onChange,
}: {
  title: string;
  description?: string;
  placeholder: string;
  /** Whether it is made now. */
  fresh: boolean;
  value: Names;
  at: Readonly<Record<string, string>>;
  onChange: (part: Partial<Names>) => void;
}) {
  return (
    <>
      {fresh && (
        <TextInput
          label={title}
          description={description}
          placeholder={placeholder}
          required
          data-autofocus
          value={value.ref}
          error={at.ref}
          onChange={(event) => onChange({ ref: event.currentTarget.value })}
        />
      )}
      <TextInput
        label="Label"
        value={value.label}
        error={at.label}
        onChange={(event) => onChange({ label: event.currentTarget.value })}
      />
    </>
  );
}

import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useRef, useState } from "react";

const PAUSE_MS = 300;

/** A text that a list is filtered by: told once one pauses, and changed if the address of the page changes. */
export function FilterText({
  label,
  placeholder = "any",
  width = 132,
  disabled = false,
  value,
  onChange,
}: {
  label: string;
  placeholder?: string;
  width?: number;
  disabled?: boolean;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const [text, setText] = useState(value ?? "");
  const [seen, setSeen] = useState(value);
  const told = useRef(value);
  const later = useDebouncedCallback((next: string | undefined) => {
    told.current = next;
    onChange(next);
  }, PAUSE_MS);
  if (value !== seen) {
    setSeen(value);
    // What was told from here comes back from the address, perhaps after more was typed.
    if (value !== told.current) setText(value ?? "");
    told.current = value;
  }
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      w={width}
      disabled={disabled}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        later(event.currentTarget.value.trim() || undefined);
      }}
    />
  );
}

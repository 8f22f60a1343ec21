import { Badge, Group, Table, Text } from "@mantine/core";
import { parametersOf, textOf } from "../workflows/parameters";

/** The fields of a JSON Schema as people read them: name, type, what they are for. */
export function SchemaTable({ schema, empty }: { schema: unknown; empty: string }) {
  const fields = parametersOf(schema);
  if (fields.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {empty}
      </Text>
    );
  }
  return (
    <Table verticalSpacing={4} withRowBorders={false}>
      <Table.Tbody>
        {fields.map((field) => (
          <Table.Tr key={field.name}>
            <Table.Td valign="top" w="40%">
              <Text size="sm" fw={600} span>
                {field.name}
              </Text>
            </Table.Td>
            <Table.Td>
              <Group gap={6}>
                <Text size="sm" c="dimmed">
                  {field.type}
                </Text>
                {field.required && (
                  <Badge size="xs" variant="light">
                    required
                  </Badge>
                )}
                {field.secret && (
                  <Badge size="xs" variant="light" color="violet">
                    secret
                  </Badge>
                )}
                {field.initial !== undefined && field.initial !== null && (
                  <Text size="xs" c="dimmed">
                    default {textOf(field.initial)}
                  </Text>
                )}
              </Group>
              {field.choices.length > 0 && (
                <Text size="xs" c="dimmed">
                  {field.choices.map(textOf).join(" · ")}
                </Text>
              )}
              {field.description && <Text size="xs">{field.description}</Text>}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

import {
  Alert,
  Button,
  Center,
  Code,
  CopyButton,
  Group,
  List,
  Skeleton,
  Stack,
  Text,
  Title,
} from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Problem } from "../api/client";
import { IconAlertTriangle, IconCheck, IconCopy } from "./icons";

/** What a query shows: its bones while it loads, what went wrong, or its data. */
export function Loaded<T>({
  query,
  rows = 6,
  children,
}: {
  query: UseQueryResult<T>;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return <Bones rows={rows} />;
}

export function Bones({ rows = 6 }: { rows?: number }) {
  return (
    <Stack gap="sm" role="status" aria-busy="true" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={28} radius="sm" />
      ))}
    </Stack>
  );
}

/** What went wrong, every mistake of it, and what to do next. */
export function Failure({ error, retry }: { error: Error; retry?: () => void }) {
  const problem = error instanceof Problem ? error : undefined;
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle />}
      title={problem?.title ?? "Something went wrong"}
      role="alert"
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{error.message}</Text>
        {problem && problem.errors.length > 0 && (
          <List size="sm">
            {problem.errors.map((mistake) => (
              <List.Item key={`${mistake.path}:${mistake.line}:${mistake.column}:${mistake.message}`}>
                <Code>{place(mistake)}</Code> {mistake.message}
                {mistake.hint && (
                  <Text size="sm" c="dimmed">
                    {mistake.hint}
                  </Text>
                )}
              </List.Item>
            ))}
          </List>
        )}
        {retry && (
          <Button size="xs" variant="light" color="red" onClick={retry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

function place(mistake: Problem["errors"][number]): string {
  return mistake.line ? `${mistake.path}:${mistake.line}:${mistake.column ?? 1}` : mistake.path;
}

/** Nothing here yet: what belongs here, and the command or step that brings it. */
export function Empty({
  title,
  children,
  command,
}: {
  title: string;
  children?: ReactNode;
  command?: string;
}) {
  return (
    <Center className="empty">
      <Stack align="center" gap="xs" maw={560}>
        <Title order={3} size="h4">
          {title}
        </Title>
        {children && (
          <Text c="dimmed" ta="center" size="sm" component="div">
            {children}
          </Text>
        )}
        {command && <Command text={command} />}
      </Stack>
    </Center>
  );
}

/** A command to copy into a terminal. */
export function Command({ text }: { text: string }) {
  return (
    <Group gap="xs" wrap="nowrap">
      <Code block className="command">
        {text}
      </Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            size="compact-sm"
            variant="subtle"
            flex="none"
            onClick={copy}
            leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          >
            {copied ? "Copied" : "Copy"}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}

import { CloseButton, Grid, Group, Paper, Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** A list with what was chosen from it beside it; below it where it is narrow. */
export function Beside({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, lg: aside ? 7 : 12 }}>
        <Stack gap="sm">{children}</Stack>
      </Grid.Col>
      {aside && <Grid.Col span={{ base: 12, lg: 5 }}>{aside}</Grid.Col>}
    </Grid>
  );
}

/** What was chosen: a frame with its name and a way to close it. */
export function Chosen({
  title,
  label,
  onClose,
  children,
}: {
  title: string;
  label: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Paper withBorder p="md" component="aside" aria-label={label}>
      <Group justify="space-between" mb="xs" wrap="nowrap" align="flex-start">
        <Title order={2} size="h4" className="page-title">
          {title}
        </Title>
        <CloseButton onClick={onClose} aria-label="Close" />
      </Group>
      {children}
    </Paper>
  );
}

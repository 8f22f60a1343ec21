import { Group, Pagination, Text } from "@mantine/core";
import type { Schemas } from "../api/client";

/** Where one is in a long list. */
export function Pages({
  pagination,
  onChange,
}: {
  pagination: Schemas["Pagination"];
  onChange: (page: number) => void;
}) {
  const { page, page_size, total_items, total_pages, total_is_exact } = pagination;
  if (total_items === 0) return null;
  const first = (page - 1) * page_size + 1;
  const last = Math.min(page * page_size, total_items);
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed" className="number">
        {first}–{last} of {total_items.toLocaleString()}
        {total_is_exact ? "" : "+"}
      </Text>
      {total_pages > 1 && (
        <Pagination
          total={total_pages}
          value={page}
          onChange={onChange}
          size="sm"
          getControlProps={(control) => ({ "aria-label": `${control} page` })}
        />
      )}
    </Group>
  );
}

import { Table, UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";

export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  readonly right?: boolean;
  /** Whether the cell stays on one line. */
  readonly tight?: boolean;
}

/** A table of things: one row each, scrolled sideways where it is narrow. */
export function Listing<T>({
  rows,
  columns,
  keyOf,
  label,
  selected,
  narrow = false,
}: {
  rows: readonly T[];
  columns: readonly Column<T>[];
  keyOf: (row: T) => string;
  label: string;
  selected?: string | undefined;
  /** Whether it stands in a part of the page, where it must not be wide. */
  narrow?: boolean;
}) {
  return (
    <Table.ScrollContainer minWidth={narrow ? 300 : 560} className="listing">
      <Table highlightOnHover verticalSpacing={8} horizontalSpacing={8} aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.title} ta={column.right ? "right" : undefined}>
                {column.title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={keyOf(row)} data-selected={keyOf(row) === selected || undefined}>
              {columns.map((column) => (
                <Table.Td
                  key={column.title}
                  ta={column.right ? "right" : undefined}
                  className={column.tight ? "tight" : undefined}
                >
                  {column.cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** The name of a row that shows more of it beside the list. */
export function RowName({ children, onClick }: { children: ReactNode; onClick: () => void }) {
  return (
    <UnstyledButton className="row-name" onClick={onClick}>
      {children}
    </UnstyledButton>
  );
}

import type { ReactNode } from "react";
import classes from "./record-table.module.css";

export interface Column<Row> {
  label: string;
  show: (row: Row) => ReactNode;
}

interface RecordTableProps<Row> {
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  /** Whether a row is a thing of the past. */
  isDimmed?: (row: Row) => boolean;
}

/** A table, or a list of cards on a phone. The roles are said because the cards' layout would take them away. */
export function RecordTable<Row extends { id: string | number }>(props: RecordTableProps<Row>) {
  const { label, rows, columns, isDimmed } = props;
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: see above
    <table className={classes.table} aria-label={label} role="table">
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.label} role="columnheader" scope="col">
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={row.id} role="row" data-dimmed={isDimmed?.(row) || undefined}>
            {columns.map((column) => (
              <td key={column.label} role="cell" data-label={column.label}>
                <div>{column.show(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  );
}

/** Tables of several arms as one: a column says whose row it is, and rows of one moment stand together. */
import type { Cell, ChartTable } from '../chart.ts'

/** Columns are those of all tables, by name; what an arm does not have is an empty cell. */
export function stackTables(arms: readonly { readonly label: string; readonly table: ChartTable }[]): ChartTable {
  const columns = new Map<string, ChartTable['columns'][number]>()
  for (const { table } of arms) for (const column of table.columns) columns.set(nameOf(column), column)
  const names = [...columns.keys()]
  const rows = arms.flatMap(({ label, table }) => {
    const places = names.map((name) => table.columns.findIndex((column) => nameOf(column) === name))
    return table.rows.map((row): Cell[] => [label, ...places.map((place) => (place < 0 ? '' : row[place]))])
  })
  const isTimed = columns.get(names[0])?.unit === 's'
  return {
    columns: [{ label: 'arm', unit: '' }, ...columns.values()],
    // A stable sort: arms of one moment keep their order.
    rows: isTimed ? rows.toSorted((a, b) => Number(a[1]) - Number(b[1])) : rows,
  }
}

const nameOf = ({ label, unit }: ChartTable['columns'][number]): string => `${label} ${unit}`

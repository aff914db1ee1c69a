/** Gains as rows, with all their digits. */
import type { Cell, ChartTable } from '../chart.ts'
import type { GainRow } from './gains.ts'

export const gainsTable = (rows: readonly GainRow[], first: string): ChartTable => ({
  columns: [
    { label: first, unit: '' },
    { label: 'what it is', unit: '' },
    { label: 'gain', unit: '×' },
    { label: 'low', unit: '×' },
    { label: 'high', unit: '×' },
    { label: 'bound', unit: '' },
  ],
  rows: rows.map(({ title, note, gain, spread, bound }): readonly Cell[] => [
    title,
    note,
    gain ?? '',
    spread?.[0] ?? '',
    spread?.[1] ?? '',
    bound ?? '',
  ]),
})

/** Blame as a table: a row a part, a column an arm, and what each arm's differs by from the first's. */
import type { BlameReport } from '../../engines/serving/asked.ts'
import type { ChartTable } from '../chart.ts'

export interface ArmBlame {
  /** As it is called on the page: A, B … */
  readonly arm: string
  readonly report: BlameReport
}

export const totalOf = ({ seconds }: BlameReport): number => seconds.reduce((sum, each) => sum + each, 0)

export function blameTable(arms: readonly ArmBlame[]): ChartTable {
  const [first, ...others] = arms
  const row = (name: string, of: (report: BlameReport) => number) => [
    name,
    ...arms.map(({ report }) => of(report)),
    ...others.map(({ report }) => of(report) - of(first.report)),
  ]
  const seconds = (label: string) => ({ label, unit: 's' })
  return {
    columns: [
      { label: 'part', unit: '' },
      ...arms.map(({ arm }) => seconds(arm)),
      ...others.map(({ arm }) => seconds(`${arm} − ${first.arm}`)),
    ],
    rows: [...first.report.parts.map((part, i) => row(part, (report) => report.seconds[i])), row('all', totalOf)],
  }
}

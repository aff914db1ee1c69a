/** Columns of errors, alike in every table of them. */
import { formatCount, formatPercent } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'

export function ErrorHeads() {
  return (
    <>
      <th scope="col">{say('Rows')}</th>
      <th scope="col">{say('Median')}</th>
      <th scope="col">{say('90 % within')}</th>
      <th scope="col">{say('Bias')}</th>
    </>
  )
}

interface Errors {
  readonly rows: number
  /** Fractions. */
  readonly median: number
  readonly p90: number
  readonly bias: number
}

export function ErrorCells({ rows, median, p90, bias }: Errors) {
  return (
    <>
      <td>{formatCount(rows)}</td>
      <td>{formatPercent(median)}</td>
      <td>{formatPercent(p90)}</td>
      <td>{formatPercent(bias)}</td>
    </>
  )
}

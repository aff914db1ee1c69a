/** Iterations of the selected range, else of the range shown, as points under the roofline. */

import { RooflineFigure } from '../../charts/roofline/RooflineFigure.tsx'
import { roofline } from '../../engines/serving/asked.ts'
import { useLab, useRun, useView } from '../../store/lab-context.tsx'
import { useLooked } from '../../store/use-looked.ts'
import { formatMoment } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import type { ArmKey } from '../../worker/api.ts'
import { useTheme } from '../timelines/use-theme.ts'

interface RooflineSectionProps {
  readonly arm: ArmKey
  readonly at: number
  readonly instance: number
}

/** More would lie on top of each other. */
const MOST_POINTS = 1500

export function RooflineSection({ arm, at, instance }: RooflineSectionProps) {
  const { view } = useLab()
  const theme = useTheme()
  const selection = useView((state) => state.selection)
  const range = useView((state) => state.range)
  const computed = useRun((state) => state.computed)
  const isStale = useRun((state) => state.isStale)
  const [from, until] = selection ?? range ?? [0, computed]
  const { value, isLate } = useLooked(`${arm} ${from} ${until} ${instance}`, (look) =>
    look.ask(roofline, arm, from, until, instance, MOST_POINTS),
  )
  if (!value || value.length === 0) return <p className="note">{say('No iteration began in this range.')}</p>
  return (
    <>
      <RooflineFigure
        points={value}
        onPick={(start) => view.getState().goTo(start)}
        {...{ at, theme, isStale: isStale || isLate }}
      />
      <p className={isLate ? 'note num late' : 'note num'} aria-busy={isLate}>
        {value.length < value.iterations
          ? say('{shown} of {all} iterations looked at, from {from} to {until}.', {
              shown: value.length,
              all: value.iterations,
              from: formatMoment(from),
              until: formatMoment(until),
            })
          : say('{all} iterations from {from} to {until}.', {
              all: value.iterations,
              from: formatMoment(from),
              until: formatMoment(until),
            })}{' '}
        {selection === null && say('Select a range on the timelines to see only its iterations.')}
      </p>
    </>
  )
}

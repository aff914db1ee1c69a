/** Attainment over the rates tried, as they come, with the target as a line and the answer marked. */
import { CurvesFigure } from '../../charts/curves/CurvesFigure.tsx'
import { formatKnob } from '../../forms/knob-number.ts'
import type { SearchState } from '../../store/sweep.ts'
import { formatPercent } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { useTheme } from '../timelines/use-theme.ts'
import { foundRate, outcomeWords } from './rate-words.ts'

interface RateFigureProps {
  readonly search: SearchState
  readonly onRate: (rate: number) => void
}

export function RateFigure({ search, onRate }: RateFigureProps) {
  const theme = useTheme()
  const { steps, job, outcome, isStale } = search
  const target = job?.spec.target ?? 0
  const rates = steps.map(({ rate }) => rate)
  const points = steps
    .map(({ rate, share, overloaded, runs, passes, purpose }, place) => {
      const verdict = { rate: formatKnob(rate), share: formatPercent(share), runs }
      const words = passes
        ? say('{rate} requests/s: {share} in {runs} runs, meets it', verdict)
        : say('{rate} requests/s: {share} in {runs} runs, misses it', verdict)
      const queue =
        overloaded > 0 ? `, ${say('{n} ended with a queue that grows or that nobody serves', { n: overloaded })}` : ''
      const why = purpose === 'confirm' ? `, ${say('other seeds')}` : ''
      return { key: `${place}`, x: rate, y: share, low: share, high: share, words: words + queue + why, obstacle: null }
    })
    .toSorted((a, b) => a.x - b.x)
  const found = outcome && foundRate(outcome)
  const extent: readonly [number, number] = [Math.min(...rates), Math.max(...rates)]
  return (
    <CurvesFigure
      title={say('SLO attainment over rate')}
      purpose={say('Share of ended requests within their limits, mean over the runs of a rate.')}
      summary={outcomeWords(search)}
      axes={{
        x: { label: say('Rate'), unit: 'requests/s', scale: 'log', extent },
        y: { label: say('SLO attainment'), unit: 'fraction', scale: 'linear', extent: [0, 1] },
      }}
      curves={[{ arm: 0, label: '', points }]}
      now={found === null ? null : { x: found, words: say('found {rate}', { rate: formatKnob(found) }) }}
      level={{ y: target, words: say('target {share}', { share: formatPercent(target, 0) }) }}
      theme={theme}
      isStale={isStale}
      onPick={(key) => onRate(steps[Number(key)].rate)}
    />
  )
}

/** Run and cancel, how far the sweep is, and whether it follows the set-up. */
import { useMemo } from 'react'
import { useDocument } from '../../store/lab-context.tsx'
import type { SweepState } from '../../store/sweep.ts'
import { useSweep, useSweepState } from '../../store/use-sweep.ts'
import { formatCount, formatTime } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'

export function SweepControls() {
  const sweep = useSweep()
  const state = useSweepState((all) => all)
  const document = useDocument((all) => all.document)
  const axes = useMemo(() => Object.values(document.sweep?.axes ?? {}), [document])
  const arms = Object.keys(document.arms).length
  const runs = axes.reduce((product, { values }) => product * values.length, arms)
  const isRunning = state.status === 'running'
  return (
    <div className="sweep-controls">
      {isRunning ? (
        <button type="button" onClick={sweep.cancel}>
          {say('Cancel sweep')}
        </button>
      ) : (
        <button type="button" className="solid" disabled={axes.length === 0} onClick={sweep.run}>
          {runs === 1 ? say('Run sweep') : say('Run {n} points', { n: formatCount(runs) })}
        </button>
      )}
      <label>
        <input type="checkbox" checked={state.follows} onChange={(event) => sweep.follow(event.target.checked)} />
        {say('Follow the set-up')}
      </label>
      {isRunning && <progress max={state.points.length} value={state.measured} aria-label={say('Sweep')} />}
      <span className="num note" role="status">
        {axes.length === 0 ? say('Choose a knob to sweep.') : progressWords(state)}
      </span>
      {state.problem && (
        <p className="sweep-wrong" role="alert">
          {say(state.problem.message)} {say(state.problem.remedy)}
        </p>
      )}
    </div>
  )
}

function progressWords({ status, points, measured, remembered, pointsPerSecond, isStale }: SweepState): string {
  const all = { measured: formatCount(measured), total: formatCount(points.length) }
  const known = remembered > 0 ? ` ${say('{n} known from before.', { n: formatCount(remembered) })}` : ''
  if (status === 'running') {
    if (pointsPerSecond === 0) return say('{measured} of {total} points', all) + known
    const left = formatTime((points.length - measured) / pointsPerSecond, 2)
    const rate = pointsPerSecond.toFixed(pointsPerSecond < 10 ? 1 : 0)
    return say('{measured} of {total} points, {rate} points/s, {left} left', { ...all, rate, left })
  }
  const stale = isStale ? ` ${say('The experiment has changed since: run again.')}` : ''
  if (status === 'done') return say('{total} points.', all) + known + stale
  if (status === 'cancelled') return say('Cancelled at {measured} of {total} points.', all) + stale
  return ''
}

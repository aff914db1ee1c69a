/**
 * Transport: to the start, step back, play, step forward, speed; the two clocks; how far the run is computed.
 * Computing and playing are separate: scrubbing back never computes anything again.
 */
import { useDocument, useLab, useRun, useView } from '../../store/lab-context.tsx'
import { speeds } from '../../store/view.ts'
import { formatMoment, formatSi } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { usePlayback } from './playback.ts'

export function Transport() {
  usePlayback()
  const { view, run, runner } = useLab()
  const arm = useDocument((state) => state.arm)
  const isPlaying = useView((state) => state.isPlaying)
  const speed = useView((state) => state.speed)
  const play = () => {
    const { playhead } = view.getState()
    // Playing from the very end would stop at once: start over.
    if (!isPlaying && playhead >= run.getState().computed) view.getState().goTo(0)
    view.getState().play(!isPlaying)
  }
  const step = (direction: 1 | -1) => {
    view.getState().play(false)
    void runner.step(arm, direction)
  }
  return (
    <div className="transport" role="toolbar" aria-label="Transport">
      <button type="button" aria-label="Back to the start" title="To the start" onClick={() => view.getState().goTo(0)}>
        <Icon name="start" />
      </button>
      <button type="button" aria-label="One iteration back" title="Iteration back" onClick={() => step(-1)}>
        <Icon name="back" />
      </button>
      <button type="button" className="solid play" aria-label={isPlaying ? 'Pause' : 'Play'} onClick={play}>
        <Icon name={isPlaying ? 'pause' : 'play'} />
      </button>
      <button type="button" aria-label="One iteration forward" title="Iteration forward" onClick={() => step(1)}>
        <Icon name="forward" />
      </button>
      <select
        aria-label="Playback speed: simulated seconds per second"
        title="Simulated seconds per second"
        value={speed}
        onChange={(event) => view.getState().setSpeed(Number(event.target.value))}
      >
        {speeds.map((one) => (
          <option key={one} value={one}>
            {one}×
          </option>
        ))}
      </select>
      <Clock />
      <Scrub />
      <RunProgress />
    </div>
  )
}

function Clock() {
  const playhead = useView((view) => view.playhead)
  const extent = useRun((run) => run.extent)
  return (
    <span className="clock num">
      <b>{formatMoment(playhead)}</b> <small>of {formatMoment(extent, 1)} simulated</small>
    </span>
  )
}

const SCRUB_STEPS = 1000

function Scrub() {
  const { view } = useLab()
  const playhead = useView((state) => state.playhead)
  const extent = useRun((run) => run.extent)
  const computed = useRun((run) => run.computed)
  const share = (time: number) => (extent > 0 ? Math.min(1, time / extent) : 0)
  return (
    <input
      type="range"
      className="scrub"
      aria-label="Playhead"
      aria-valuetext={`${formatMoment(playhead)} of ${formatMoment(extent, 1)}`}
      min={0}
      max={SCRUB_STEPS}
      value={Math.round(share(playhead) * SCRUB_STEPS)}
      style={
        { '--share': `${share(playhead) * 100}%`, '--computed': `${share(computed) * 100}%` } as React.CSSProperties
      }
      onChange={(event) => view.getState().goTo((Number(event.target.value) / SCRUB_STEPS) * extent)}
    />
  )
}

function RunProgress() {
  const { runner } = useLab()
  const status = useRun((run) => run.status)
  const progress = useRun((run) => run.progress)
  const computed = useRun((run) => run.computed)
  // What stands on the page counts as computed, unless it belongs to an older document.
  const isStale = useRun((run) => run.isStale)
  const rate = progress.eventsPerSecond > 0 ? ` · ${formatSi(progress.eventsPerSecond, '')} events/s` : ''
  return (
    <span className="run-progress num" data-running={status === 'running' || undefined}>
      {status === 'running' ? (
        <>
          computed to {formatMoment(isStale ? progress.simulated : Math.max(progress.simulated, computed), 0.1)}
          {rate}{' '}
          <button type="button" className="quiet" onClick={() => runner.cancel()}>
            Cancel
          </button>
        </>
      ) : (
        <>
          {computed > 0 ? `${statusWords[status]} ${formatMoment(computed, 0.1)}` : 'nothing computed yet'}
          {status === 'done' && rate}
        </>
      )}
    </span>
  )
}

const statusWords = {
  first: 'shipped run to',
  done: 'computed to',
  cancelled: 'cancelled at',
  failed: 'stopped at',
  infeasible: 'last good run, to',
} as const

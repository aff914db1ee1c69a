/**
 * Transport: to the start, step back, play, step forward, speed; the two clocks; how far the run is computed.
 * Computing and playing are separate: scrubbing back never computes anything again.
 */
import { useDocument, useLab, useManifest, useRun, useView } from '../../store/lab-context.tsx'
import { step, stepUnits } from '../../store/stepping.ts'
import { type StepUnit, speeds } from '../../store/view.ts'
import { formatMoment, formatSi } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { say } from '../../ui/words.ts'
import { usePlayback } from './playback.ts'

export function Transport() {
  usePlayback()
  const lab = useLab()
  const { view, run } = lab
  const isPlaying = useView((state) => state.isPlaying)
  const isDriving = useView((state) => state.isDriving)
  const engine = useManifest()
  const hasSteps = engine?.answers?.includes('landmark')
  const unit = useView((state) => state.stepUnit)
  const unitName = say(stepUnits.find(({ id }) => id === unit)?.title ?? unit).toLowerCase()
  const play = () => {
    const { playhead } = view.getState()
    // Playing from the very end would stop at once: start over.
    if (!isPlaying && playhead >= run.getState().computed) view.getState().goTo(0)
    view.getState().play(!isPlaying)
  }
  return (
    <div className="transport" role="toolbar" aria-label={say('Transport')}>
      <button
        type="button"
        aria-label={say('Back to the start')}
        title={say('To the start')}
        onClick={() => view.getState().goTo(0)}
      >
        <Icon name="start" />
      </button>
      {hasSteps && (
        <button
          type="button"
          aria-label={say('One {unit} back', { unit: unitName })}
          title={say('Back to the last {unit}', { unit: unitName })}
          onClick={() => void step(lab, unit, -1)}
        >
          <Icon name="back" />
        </button>
      )}
      <button type="button" className="solid play" aria-label={isPlaying ? say('Pause') : say('Play')} onClick={play}>
        <Icon name={isPlaying ? 'pause' : 'play'} />
      </button>
      {hasSteps && (
        <>
          <button
            type="button"
            aria-label={say('One {unit} forward', { unit: unitName })}
            title={say('On to the next {unit}', { unit: unitName })}
            onClick={() => void step(lab, unit, 1)}
          >
            <Icon name="forward" />
          </button>
          <select
            className="step-unit"
            aria-label={say('What a step is')}
            title={say('What a step is')}
            value={unit}
            onChange={(event) => view.getState().setStepUnit(event.target.value as StepUnit)}
          >
            {stepUnits.map(({ id, title }) => (
              <option key={id} value={id}>
                {say(title)}
              </option>
            ))}
          </select>
        </>
      )}
      {engine?.events && (
        <button
          type="button"
          className="drive"
          aria-pressed={isDriving}
          title={say('Drive: a knob you move changes from the playhead on, while it plays')}
          onClick={() => view.getState().setDriving(!isDriving)}
        >
          {say('Drive')}
        </button>
      )}
      <Clocks />
      <Scrub />
      <RunProgress />
    </div>
  )
}

/** Two clocks, each with its name: simulated time, and how fast it passes for the reader. */
function Clocks() {
  const { view } = useLab()
  const playhead = useView((state) => state.playhead)
  const speed = useView((state) => state.speed)
  const extent = useRun((run) => run.extent)
  return (
    <>
      <span className="clock num">
        <b>{formatMoment(playhead)}</b>{' '}
        <small>{say('of {extent} simulated', { extent: formatMoment(extent, 1) })}</small>
      </span>
      <label className="speed num">
        <small>{say('speed')}</small>{' '}
        <select
          aria-label={say('Playback speed: simulated seconds per second')}
          title={say('Simulated seconds per second')}
          value={speed}
          onChange={(event) => view.getState().setSpeed(Number(event.target.value))}
        >
          {speeds.map((one) => (
            <option key={one} value={one}>
              {Number.isFinite(one) ? `${one}×` : say('max')}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}

const SCRUB_STEPS = 1000

function Scrub() {
  const { view } = useLab()
  const playhead = useView((state) => state.playhead)
  const extent = useRun((run) => run.extent)
  const computed = useRun((run) => run.computed)
  const share = (time: number) => (extent > 0 ? Math.min(1, time / extent) : 0)
  const events = useDocument((state) => state.document.events)
  const arm = useDocument((state) => state.arm)
  const moments = Object.entries(events ?? {}).filter(([, event]) => event.arm === undefined || event.arm === arm)
  return (
    <span className="scrub-box">
      {moments.map(([key, { at, kind }]) => (
        <i
          key={key}
          className="scrub-event"
          style={{ left: `${share(at) * 100}%` }}
          title={say('{kind}, {at}', { kind: say(kind), at: formatMoment(at) })}
        />
      ))}
      <input
        type="range"
        className="scrub"
        aria-label={say('Playhead')}
        aria-valuetext={say('{playhead} of {extent}', {
          playhead: formatMoment(playhead),
          extent: formatMoment(extent, 1),
        })}
        min={0}
        max={SCRUB_STEPS}
        value={Math.round(share(playhead) * SCRUB_STEPS)}
        style={
          { '--share': `${share(playhead) * 100}%`, '--computed': `${share(computed) * 100}%` } as React.CSSProperties
        }
        onChange={(event) => view.getState().goTo((Number(event.target.value) / SCRUB_STEPS) * extent)}
      />
    </span>
  )
}

function RunProgress() {
  const { runner } = useLab()
  const status = useRun((run) => run.status)
  const progress = useRun((run) => run.progress)
  const computed = useRun((run) => run.computed)
  // What stands on the page counts as computed, unless it belongs to an older document.
  const isStale = useRun((run) => run.isStale)
  const rate =
    progress.eventsPerSecond > 0 ? ` · ${say('{rate} events/s', { rate: formatSi(progress.eventsPerSecond, '') })}` : ''
  return (
    <span className="run-progress num" data-running={status === 'running' || undefined}>
      {status === 'running' ? (
        <>
          {say('computed to {moment}', {
            moment: formatMoment(isStale ? progress.simulated : Math.max(progress.simulated, computed), 0.1),
          })}
          {rate}{' '}
          <button type="button" className="quiet" onClick={() => runner.cancel()}>
            {say('Cancel')}
          </button>
        </>
      ) : computed > 0 ? (
        say(statusWords[status], { moment: formatMoment(computed, 0.1) })
      ) : (
        say('nothing computed yet')
      )}
    </span>
  )
}

const statusWords = {
  first: 'shipped run to {moment}',
  done: 'computed to {moment}',
  cancelled: 'cancelled at {moment}',
  failed: 'stopped at {moment}',
  infeasible: 'last good run, to {moment}',
} as const

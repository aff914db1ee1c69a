/** One timeline on the page: the chart of its model with pickers in the shell, or one line where there is nothing to show. */

import { ChartFigure } from '../../charts/ChartFigure.tsx'
import type { ChartCallbacks } from '../../charts/chart.ts'
import { useDocument, useLab, useRun, useView } from '../../store/lab-context.tsx'
import { say } from '../../ui/words.ts'
import { ArrangeButtons } from './ArrangeButtons.tsx'
import type { Timeline } from './timeline.ts'
import { useChartView } from './use-chart-view.ts'
import { useTheme } from './use-theme.ts'
import { type BoundTimeline, useTimeline } from './use-timeline.ts'

interface TimelineRowProps {
  readonly timeline: Timeline
  readonly callbacks: ChartCallbacks
  /** A picture’s timelines stay where they are: nothing to pin, move or hide. */
  readonly isFixed?: boolean
}

export function TimelineRow({ timeline, callbacks, isFixed = false }: TimelineRowProps) {
  const bound = useTimeline(timeline)
  const theme = useTheme()
  const view = useChartView()
  const isStale = useRun((run) => run.isStale)
  const hasMenus = bound.instances.length > 1 || bound.menus.length > 0 || bound.isOverlaid !== null
  const scale = useView((state) => state.heights[timeline.id] ?? 1)
  const { view: viewStore, document } = useLab()
  if (bound.isAbsent) return <AbsentTimeline timeline={timeline} />
  return (
    <div data-timeline={timeline.id}>
      <ChartFigure
        model={bound.model}
        height={bound.model.height * scale}
        actions={isFixed ? undefined : <ArrangeButtons id={timeline.id} />}
        onPick={(hit) => {
          // Only marks that are a request's name one: of the arm whose strip it is, which goes on the form with it.
          if (hit === null || hit.item < 0 || timeline.kind !== 'span') return
          if (hit.arm !== undefined) document.getState().selectArm(hit.arm)
          viewStore.getState().selectRequest(hit.item)
        }}
        view={view}
        theme={theme}
        isStale={isStale}
        controls={hasMenus ? <TimelineMenus timeline={timeline} bound={bound} /> : undefined}
        {...callbacks}
      />
    </div>
  )
}

function TimelineMenus({ timeline, bound }: { readonly timeline: Timeline; readonly bound: BoundTimeline }) {
  const { view } = useLab()
  return (
    <span className="timeline-menus">
      {bound.instances.length > 1 && (
        <select
          aria-label={say('Instance of {title}', { title: timeline.title })}
          value={bound.instance}
          onChange={(event) => bound.pickInstance(event.target.value)}
        >
          {bound.instances.map((instance) => (
            <option key={instance} value={instance}>
              {say('instance {instance}', { instance })}
            </option>
          ))}
        </select>
      )}
      {bound.isOverlaid !== null && (
        <button
          type="button"
          aria-pressed={bound.isOverlaid}
          title={say('All arms on one axis, as thin lines over their bands')}
          onClick={() => view.getState().overlay(timeline.id)}
        >
          {say('Overlay')}
        </button>
      )}
      {bound.menus.map((menu) => (
        <select
          key={menu.id}
          aria-label={say('{menu} of {timeline}', { menu: say(menu.label), timeline: say(timeline.title) })}
          value={bound.chosen[menu.id] ?? menu.options[0].value}
          onChange={(event) => bound.choose(menu.id, event.target.value)}
        >
          {menu.options.map((option) => (
            <option key={option.value} value={option.value}>
              {say(option.label)}
            </option>
          ))}
        </select>
      ))}
    </span>
  )
}

function AbsentTimeline({ timeline }: { readonly timeline: Timeline }) {
  const { document } = useLab()
  const engine = useDocument((state) => state.document.engine.id)
  const whenAbsent = timeline.whenAbsent?.[engine]
  if (!whenAbsent) return null
  return (
    <div className="absent">
      <b>{say(timeline.title)}</b>
      <span>
        {say(whenAbsent.words)}{' '}
        <button type="button" onClick={() => document.getState().edit(whenAbsent.path, whenAbsent.value)}>
          {say(whenAbsent.action)}
        </button>
      </span>
    </div>
  )
}

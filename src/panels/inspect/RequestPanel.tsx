/** The request inspector: the way of one request through the run, in figures and as a lane of its phases. */

import { lazy, Suspense, useEffect } from 'react'
import type { RequestTable } from '../../engines/asked.ts'
import { explainRequest, requests } from '../../engines/asked.ts'
import { useDocument, useLab, useRun, useView } from '../../store/lab-context.tsx'
import { useLooked } from '../../store/use-looked.ts'
import { TIMELINES } from '../../store/view.ts'
import { formatCount, formatMoment, formatTime } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { latencyOf, tpotOf, ttftOf } from '../requests/request-columns.ts'
import { useTheme } from '../timelines/use-theme.ts'
import { ExplanationWords } from './ExplanationWords.tsx'
import { type PhaseStay, phaseStays, phaseTotals } from './request-phases.ts'
import './request.css'

const RequestBlame = lazy(async () => ({ default: (await import('./RequestBlame.tsx')).RequestBlame }))

export function RequestPanel() {
  const arm = useDocument((state) => state.arm)
  const request = useView((state) => state.request)
  const { view } = useLab()
  const { value: table, isPending } = useLooked(arm, (look) => look.ask(requests, arm))
  if (request === null) return null
  const select = (row: number | null) => view.getState().selectRequest(row)
  const isKnown = table !== null && request < table.length
  return (
    <section aria-labelledby="request-title" className="request-panel">
      <h2 id="request-title" className="num">
        {say('Request {request}', { request })}
      </h2>
      <p className="request-moves">
        <button type="button" disabled={request === 0} onClick={() => select(request - 1)}>
          {say('Previous')}
        </button>
        <button type="button" disabled={!table || request + 1 >= table.length} onClick={() => select(request + 1)}>
          {say('Next')}
        </button>
        <button type="button" onClick={() => select(null)}>
          {say('Close')}
        </button>
      </p>
      {isKnown ? (
        <Way table={table} request={request} arm={arm} />
      ) : (
        !isPending && <p className="note">{say('It has not arrived in this run.')}</p>
      )}
    </section>
  )
}

interface WayProps {
  readonly table: RequestTable
  readonly request: number
  readonly arm: string
}

function Way({ table, request, arm }: WayProps) {
  const { view } = useLab()
  const computed = useRun((state) => state.computed)
  const from = table.arrival[request]
  const until = Number.isNaN(table.ended[request]) ? Number.POSITIVE_INFINITY : table.ended[request]
  const { value: spans } = useLooked(`${arm} ${request} ${from} ${until}`, (look) =>
    look.phases(arm, from, Number.isFinite(until) ? until : from + 3600),
  )
  const { value: why, isLate } = useLooked(`${arm} ${request}`, (look) => look.ask(explainRequest, arm, request))
  const known = Number.isFinite(until) ? until : computed
  useEffect(() => view.getState().markRequest([from, known]), [view, from, known])
  const stays = spans ? phaseStays(spans, request) : []
  const state = table.phases[table.phase[request]]
  const ending = stays.at(-1)?.end ?? from
  const facts: readonly (readonly [string, string])[] = [
    [say('State'), say(state)],
    [say('Instance'), table.instance[request] < 0 ? '–' : `${table.instance[request]}`],
    [say('Prompt'), say('{n} tok', { n: formatCount(table.promptTokens[request]) })],
    [say('Found cached'), say('{n} tok', { n: formatCount(table.cachedTokens[request]) })],
    [
      say('Emitted'),
      say('{n} of {all} tok', {
        n: formatCount(table.emitted[request]),
        all: formatCount(table.outputTokens[request]),
      }),
    ],
    [say('TTFT'), formatTime(ttftOf(table, request))],
    [say('TPOT'), formatTime(tpotOf(table, request))],
    [say('Largest gap'), formatTime(table.largestGap[request] || Number.NaN)],
    [say('End to end'), formatTime(latencyOf(table, request))],
    [say('Preempted'), formatCount(table.preemptions[request])],
    ...(table.drafted[request] > 0
      ? ([
          [say('Drafts accepted'), say('{n} of {all}', { n: table.accepted[request], all: table.drafted[request] })],
        ] as const)
      : []),
  ]
  return (
    <>
      {stays.length > 0 && <Lane stays={stays} />}
      {why && <ExplanationWords explanation={why} isLate={isLate} />}
      <Suspense fallback={null}>
        <RequestBlame arm={arm} request={request} />
      </Suspense>
      <dl className="facts num">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="request-moves">
        <button
          type="button"
          onClick={() => {
            const room = Math.max((ending - from) * 0.1, 0.01)
            view.getState().zoomTo([Math.max(0, from - room), ending + room])
            view.getState().goTo(from)
            view.getState().openStage(TIMELINES)
          }}
        >
          {say('Show on the timelines')}
        </button>
      </p>
    </>
  )
}

/** Phases side by side, as long as they lasted; each is a button that moves the playhead to its beginning. */
function Lane({ stays }: { readonly stays: readonly PhaseStay[] }) {
  const { view } = useLab()
  const theme = useTheme()
  const from = stays[0].start
  const span = Math.max((stays.at(-1)?.end ?? from) - from, 1e-9)
  return (
    <>
      <svg className="request-lane" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">
        {stays.map((stay) => (
          <rect
            key={stay.start}
            x={((stay.start - from) / span) * 1000}
            width={Math.max(1, ((stay.end - stay.start) / span) * 1000)}
            height="20"
            fill={theme.colour(stay.phase)}
          />
        ))}
      </svg>
      <ul className="request-phases num">
        {phaseTotals(stays).map(({ phase, time, stays: times, first }) => (
          <li key={phase}>
            <svg width="10" height="10" aria-hidden="true">
              <rect width="10" height="10" fill={theme.colour(phase)} stroke={theme.style(phase).edge ?? 'none'} />
            </svg>
            <button type="button" className="quiet" onClick={() => view.getState().goTo(first)}>
              {say(phase)}
            </button>{' '}
            {formatTime(time)}
            {times > 1 && ` ${say('in {n} stays', { n: times })}`}
            <span className="visually-hidden">, {say('from {at}', { at: formatMoment(first) })}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

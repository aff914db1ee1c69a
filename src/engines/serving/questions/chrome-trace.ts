/**
 * A run as Chrome trace-event JSON, which Perfetto and chrome://tracing open: process 1 is the requests, every instance one of
 * its own. Metadata come first, then events in the order of their time, enclosing ones before those inside.
 *
 * Source: Google, Trace Event Format.
 */

import type { Cluster } from '../core/cluster.ts'
import type { Past } from '../core/past.ts'
import { collectTrace, instancePid, REQUESTS_PID, type TraceEvent } from './trace-events.ts'

export function chromeTrace(past: Past, about: Readonly<Record<string, string>>): string {
  const twin = past.twinAtStart()
  const { now: until } = past
  const { iterations } = past.cluster.totals
  const { events, coveredUntil, showsOperators, stride } = collectTrace(twin, { until, iterations })
  const otherData = {
    ...about,
    coveredSeconds: coveredUntil,
    complete: coveredUntil >= until ? 'yes' : `no: ${events.length} events reach to ${coveredUntil} s of ${until} s`,
    operators: showsOperators ? 'inside their iteration' : 'left out: too many iterations',
    counters: stride === 1 ? 'at every change' : `at every ${stride}th change`,
  }
  const lines = [...names(twin.cluster), ...inOrder(events)].map((event) => JSON.stringify(event))
  // One event a line: people look into these files.
  return `{"displayTimeUnit":"ms","otherData":${JSON.stringify(otherData)},"traceEvents":[\n${lines.join(',\n')}\n]}\n`
}

/** Equal times: what ends comes before what begins, the longer before the shorter. */
const inOrder = (events: readonly TraceEvent[]): readonly TraceEvent[] =>
  events
    .map((event, place) => ({ event, place }))
    .sort((a, b) => a.event.ts - b.event.ts || (b.event.dur ?? 0) - (a.event.dur ?? 0) || a.place - b.place)
    .map(({ event }) => event)

function names({ instances }: Cluster): readonly TraceEvent[] {
  const name = (pid: number, what: 'process_name' | 'thread_name', title: string, tid = 0): TraceEvent => ({
    ph: 'M',
    name: what,
    pid,
    tid,
    ts: 0,
    args: { name: title },
  })
  const sortIndex = (pid: number): TraceEvent => ({
    ph: 'M',
    name: 'process_sort_index',
    pid,
    tid: 0,
    ts: 0,
    args: { sort_index: pid },
  })
  return [
    name(REQUESTS_PID, 'process_name', 'Requests'),
    sortIndex(REQUESTS_PID),
    ...instances.flatMap(({ index, batches }) => [
      name(instancePid(index), 'process_name', `Instance ${index}`),
      sortIndex(instancePid(index)),
      ...batches.map((_, slot) =>
        name(
          instancePid(index),
          'thread_name',
          batches.length > 1 ? `Iterations, batch ${slot}` : 'Iterations',
          slot + 1,
        ),
      ),
    ]),
  ]
}

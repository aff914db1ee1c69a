/** Where the reader looks, as the part of a document that travels: read into links, and applied when one is opened. */
import type { StoreApi } from 'zustand/vanilla'
import type { Experiment, View } from '../experiment/document.ts'
import { TIMELINES, type ViewState } from './view.ts'

/** Milliseconds are enough for a place to look at, and keep the link short. */
const toMs = (time: number): number => Math.round(time * 1000) / 1000

type Looked = Pick<ViewState, 'range' | 'playhead' | 'pinned' | 'hidden' | 'order' | 'overlaid' | 'stage'>

/** Only what differs from a fresh page. */
export function placeOf({ range, playhead, pinned, hidden, order, overlaid, stage }: Looked): View {
  const list = (names: readonly string[], key: 'pins' | 'hidden' | 'order' | 'overlay') =>
    names.length > 0 ? { [key]: names.join(',') } : {}
  return {
    at: toMs(playhead),
    ...(range && { t0: toMs(range[0]), t1: toMs(range[1]) }),
    ...list(pinned, 'pins'),
    ...list(hidden, 'hidden'),
    ...list(order, 'order'),
    ...list(overlaid, 'overlay'),
    ...(stage === TIMELINES ? {} : { stage }),
  }
}

/** The state of the view store that a link asks for; names it does not know do no harm. */
export function lookedAt({ t0, t1, at, pins, hidden, order, overlay, stage }: View = {}): Partial<ViewState> {
  const names = (list: string | undefined): readonly string[] => (list ?? '').split(',').filter((name) => name !== '')
  return {
    ...(t0 !== undefined && t1 !== undefined && t1 > t0 ? { range: [t0, t1] } : {}),
    ...(at === undefined ? {} : { playhead: at }),
    ...(pins === undefined ? {} : { pinned: names(pins) }),
    ...(hidden === undefined ? {} : { hidden: names(hidden) }),
    ...(order === undefined ? {} : { order: names(order) }),
    ...(overlay === undefined ? {} : { overlaid: names(overlay) }),
    ...(stage === undefined ? {} : { stage }),
  }
}

/** An experiment was opened: the reader looks where it asks, or else at all of it from where its story begins, its first event. */
export function openPlace(
  view: StoreApi<ViewState>,
  { view: asked, events }: Pick<Experiment, 'view' | 'events'>,
): void {
  view.setState({ range: null, trail: [], selection: null, request: null, requestSpan: null, stage: TIMELINES })
  view.setState(lookedAt(asked))
  const firstEvent = Math.min(...Object.values(events ?? {}).map(({ at }) => at))
  view.getState().goTo(asked?.at ?? (Number.isFinite(firstEvent) ? firstEvent : 0))
}

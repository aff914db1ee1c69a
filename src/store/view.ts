/**
 * Where the reader looks: the range of time, the playhead, the crosshair, a selected range, pinned and hidden tracks.
 * Changes no number and is not undoable.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LandmarkKind } from '../engines/asked.ts'
import type { Seconds } from '../kernel/units.ts'

/** A step of the transport: to the next of one kind, or to whatever happened to a request. */
export type StepUnit = 'event' | LandmarkKind

export type TimeSpan = readonly [Seconds, Seconds]

/** Simulated seconds per second of the reader's time; infinite: as fast as the run is computed. */
export const speeds = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, Number.POSITIVE_INFINITY] as const

/** The view of the stage that stands there unless another was opened. */
export const TIMELINES = 'timelines'

export interface ViewState {
  /** Range shown; null shows the whole run, however long it gets. */
  readonly range: TimeSpan | null
  /** The moment the page is about: played, stepped, scrubbed. */
  readonly playhead: Seconds
  /** The moment under the pointer or the keyboard cursor; null when there is none. */
  readonly hover: Seconds | null
  readonly selection: TimeSpan | null
  /** Ranges that were left by zooming to something, the last one last: the way back. */
  readonly trail: readonly (TimeSpan | null)[]
  readonly isPlaying: boolean
  readonly speed: number
  /** Width of the plots in CSS pixels, told by the layout. */
  readonly plotWidth: number
  /** The request that every chart, the inspector and Why speak of; null for none. A row of the selected arm's requests. */
  readonly request: number | null
  /** From when to when the selected request was inside; null while that is not known. */
  readonly requestSpan: TimeSpan | null
  /** Which view of the stage is open (panels/stage-views.ts). */
  readonly stage: string
  readonly pinned: readonly string[]
  readonly hidden: readonly string[]
  /** Timelines in the order they were moved to; those not named keep their own order after these. */
  readonly order: readonly string[]
  /** Height of a timeline as a multiple of its own; 1 where absent. */
  readonly heights: Readonly<Record<string, number>>
  /** Timelines of smooth signals whose arms lie over each other; the others show a strip an arm. */
  readonly overlaid: readonly string[]
  /** What a step of the transport is. */
  readonly stepUnit: StepUnit
  /** Knobs change from the playhead on, and not from the start (store/drive.ts). */
  readonly isDriving: boolean
  /** The drawer of the set-up on narrow pages. */
  readonly isSetupOpen: boolean

  show(range: TimeSpan | null): void
  /** Shows a range and remembers the one before. */
  zoomTo(range: TimeSpan | null): void
  zoomBack(): void
  goTo(playhead: Seconds): void
  point(hover: Seconds | null): void
  select(selection: TimeSpan | null): void
  play(isPlaying: boolean): void
  setSpeed(speed: number): void
  measure(plotWidth: number): void
  selectRequest(request: number | null): void
  markRequest(span: TimeSpan | null): void
  openStage(stage: string): void
  pin(panel: string): void
  hide(panel: string): void
  arrange(order: readonly string[]): void
  resize(panel: string, height: number): void
  overlay(panel: string): void
  setStepUnit(unit: StepUnit): void
  openSetup(isOpen: boolean): void
  setDriving(isDriving: boolean): void
}

/** Steps back that are kept. */
const LONGEST_TRAIL = 50

const toggled = (list: readonly string[], name: string): readonly string[] =>
  list.includes(name) ? list.filter((one) => one !== name) : [...list, name]

export function createViewStore(): StoreApi<ViewState> {
  return createStore<ViewState>((set, get) => ({
    range: null,
    playhead: 0,
    hover: null,
    selection: null,
    trail: [],
    isPlaying: false,
    speed: 1,
    plotWidth: 800,
    request: null,
    requestSpan: null,
    stage: TIMELINES,
    pinned: [],
    hidden: [],
    order: [],
    heights: {},
    overlaid: [],
    stepUnit: 'iteration',
    isDriving: false,
    isSetupOpen: false,
    show: (range) => set({ range: range && range[1] > range[0] ? range : null }),
    zoomTo: (range) => {
      set({ trail: [...get().trail, get().range].slice(-LONGEST_TRAIL) })
      get().show(range)
    },
    zoomBack: () => {
      const { trail } = get()
      const last = trail.at(-1)
      if (last === undefined) return
      set({ trail: trail.slice(0, -1) })
      get().show(last)
    },
    goTo: (playhead) => {
      const at = Math.max(0, playhead)
      const { range } = get()
      set({ playhead: at, ...(range && { range: followed(range, at) }) })
    },
    point: (hover) => {
      if (hover !== get().hover) set({ hover })
    },
    select: (selection) => set({ selection }),
    play: (isPlaying) => set({ isPlaying }),
    setSpeed: (speed) => set({ speed }),
    measure: (plotWidth) => {
      if (Math.abs(plotWidth - get().plotWidth) >= 1) set({ plotWidth })
    },
    selectRequest: (request) => set({ request, requestSpan: null }),
    markRequest: (requestSpan) => set({ requestSpan }),
    openStage: (stage) => set({ stage }),
    pin: (panel) => set({ pinned: toggled(get().pinned, panel) }),
    hide: (panel) => set({ hidden: toggled(get().hidden, panel) }),
    arrange: (order) => set({ order }),
    resize: (panel, height) => set({ heights: { ...get().heights, [panel]: height } }),
    overlay: (panel) => set({ overlaid: toggled(get().overlaid, panel) }),
    setStepUnit: (stepUnit) => set({ stepUnit }),
    openSetup: (isSetupOpen) => set({ isSetupOpen }),
    setDriving: (isDriving) => set({ isDriving }),
  }))
}

/** A range that the playhead leaves is turned over like a page, so that the picture stands still in between. */
function followed([t0, t1]: TimeSpan, at: Seconds): TimeSpan {
  if (at >= t0 && at <= t1) return [t0, t1]
  const span = t1 - t0
  const start = Math.max(0, at - span * 0.1)
  return [start, start + span]
}

/** The moment read-outs speak of: what is pointed at, else the playhead. */
export const momentOf = (view: Pick<ViewState, 'hover' | 'playhead'>): Seconds => view.hover ?? view.playhead

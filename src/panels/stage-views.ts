/**
 * What the middle of the Lab can show, as a registry: the timelines always, and views that load when they are opened. A view
 * says itself when it has nothing to show.
 */
import { type ComponentType, lazy } from 'react'
import type { EngineManifest } from '../engines/manifest.ts'
import { TIMELINES } from '../store/view.ts'
import { Timelines } from './timelines/Timelines.tsx'

export interface StageView {
  readonly id: string
  /** English, as every constant of a module: components say it (ui/words.ts) when they render. */
  readonly title: string
  /** What it is for, in one sentence: the tab's tooltip. */
  readonly purpose: string
  /** Id of the question that a run must answer; every run can be shown where absent. */
  readonly needs?: string
  /** `lazy(() => import(…))` for all but the timelines. */
  readonly component: ComponentType
}

export const stageViews: readonly StageView[] = [
  {
    id: TIMELINES,
    title: 'Timelines',
    purpose: 'Everything over time, on one axis.',
    component: Timelines,
  },
  {
    id: 'structure',
    title: 'Structure',
    purpose: 'What is searched: its levels or pages, how full they are, and where searches have been.',
    needs: 'structure',
    component: lazy(async () => ({ default: (await import('./structure/StructureView.tsx')).StructureView })),
  },
  {
    id: 'text',
    title: 'Text',
    purpose: 'What is written, token by token: who proposed it, what else was likely, what it looked at.',
    needs: 'written',
    component: lazy(async () => ({ default: (await import('./text/TextView.tsx')).TextView })),
  },
  {
    id: 'moment',
    title: 'Moment',
    purpose: 'Who holds which KV block now, iterations under the roofline, experts and accepted drafts.',
    needs: 'blocks',
    component: lazy(async () => ({ default: (await import('./moment/MomentView.tsx')).MomentView })),
  },
  {
    id: 'blame',
    title: 'Blame',
    purpose: 'Where the time of a request went: the queue, its prompt, prompts of others, weights, KV, transfers.',
    needs: 'blame',
    component: lazy(async () => ({ default: (await import('./blame/BlameView.tsx')).BlameView })),
  },
  {
    id: 'requests',
    title: 'Requests',
    purpose: 'Every request as a row: sort, filter, and look into one.',
    needs: 'requests',
    component: lazy(async () => ({ default: (await import('./requests/RequestsView.tsx')).RequestsView })),
  },
  {
    id: 'compare',
    title: 'Compare',
    purpose: 'Two arms, request by request: which won, which lost, and by how much.',
    needs: 'requests',
    component: lazy(async () => ({ default: (await import('./compare/CompareView.tsx')).CompareView })),
  },
  {
    id: 'sweep',
    title: 'Sweep',
    purpose: 'Every value of one or two knobs, side by side; and the highest rate that meets the SLO.',
    component: lazy(async () => ({ default: (await import('./sweep/SweepView.tsx')).SweepView })),
  },
]

/** The views that runs of an engine have something for, in their order. */
export const viewsOf = (engine: EngineManifest | null): readonly StageView[] =>
  stageViews.filter(({ needs }) => needs === undefined || engine?.answers?.includes(needs))

/** Going from one engine to another: its default experiment opens, and undo brings this one back. */
import { defaultExperiment } from '../experiment/defaults.ts'
import type { Lab } from './lab-context.tsx'
import { TIMELINES } from './view.ts'

export interface EngineChoice {
  readonly id: string
  readonly title: string
  /** One sentence: what runs. */
  readonly purpose: string
  /** The view of the stage that stands there first. */
  readonly stage: string
}

export const engineChoices: readonly EngineChoice[] = [
  {
    id: 'serving',
    title: 'Serving',
    purpose: 'A cluster serves requests: iterations, batches, caches, modelled in time.',
    stage: TIMELINES,
  },
  {
    id: 'tokens',
    title: 'Tokens',
    purpose: 'Small language models really write, here in the browser: every probability can be seen.',
    stage: 'text',
  },
]

export function openEngine({ document, view }: Lab, { id, stage }: EngineChoice): void {
  if (document.getState().document.engine.id === id) return
  document.getState().open({ document: defaultExperiment(id), problems: [] })
  view.getState().show(null)
  view.getState().select(null)
  view.getState().selectRequest(null)
  view.getState().goTo(0)
  view.getState().openStage(stage)
}

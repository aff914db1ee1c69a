/** Going from one engine to another: its default experiment opens, and undo brings this one back. */
import { engineIds, manifestOf, openManifests } from '../engines/registry.ts'
import { defaultExperiment } from '../experiment/defaults.ts'
import { readAs } from '../experiment/link.ts'
import type { Lab } from './lab-context.tsx'
import { whenOpen } from './opening.ts'
import { TIMELINES } from './view.ts'

export interface EngineChoice {
  readonly id: string
  readonly title: string
  /** One sentence: what runs. */
  readonly purpose: string
}

/** Every engine there is, in the order of the registry. */
export async function engineChoices(): Promise<readonly EngineChoice[]> {
  await openManifests()
  return engineIds.flatMap((id) => manifestOf(id) ?? [])
}

/** From an engine that nobody knows its settings come along, as far as the other has them: nothing of a mistyped link is lost. */
export function openEngine({ document, view }: Lab, id: string): void {
  const open = () => {
    const { document: before, open: show } = document.getState()
    if (before.engine.id === id) return
    const isKnown = manifestOf(before.engine.id) !== null
    show(isKnown ? { document: defaultExperiment(id), problems: [] } : readAs(before, id))
    view.getState().show(null)
    view.getState().select(null)
    view.getState().selectRequest(null)
    view.getState().goTo(0)
    view.getState().openStage(manifestOf(id)?.stage ?? TIMELINES)
  }
  whenOpen(id, open, (problem) => document.setState({ problems: [problem] }))
}

/** The run of a paper's picture: as soon as it is whole its notes find their moments, and stand in its document. */
import type { Experiment } from '../experiment/document.ts'
import { momentOf } from '../experiment/landmark.ts'
import { type Picture, type PlacedNote, withNotes } from '../experiment/referee/picture.ts'
import type { Lab } from './lab-context.tsx'
import { createSideLab } from './side-lab.ts'
import type { TimeSpan } from './view.ts'

export interface PictureRun {
  readonly lab: Lab
  /** Tells of notes whenever they are found anew: a sharper picture places them more exactly. */
  onNotes(listener: (notes: readonly PlacedNote[]) => void): void
  close(): void
}

export function createPictureRun(lab: Lab, experiment: Experiment, picture: Picture): PictureRun {
  const side = createSideLab(lab, experiment)
  let listener = (_: readonly PlacedNote[]): void => undefined
  const unwatch = side.run.subscribe((now, before) => {
    // While it streams, the largest so far may not be the largest.
    if (now.status !== 'done' || now.revision === before.revision) return
    const notes = placedNotes(picture, side, picture.window ?? [0, now.extent])
    side.document.setState({ document: withNotes(experiment, notes) })
    listener(notes)
  })
  return {
    lab: side,
    onNotes: (told) => {
      listener = told
    },
    close() {
      unwatch()
      side.runner.close()
    },
  }
}

function placedNotes({ notes }: Picture, { runner }: Lab, range: TimeSpan): readonly PlacedNote[] {
  return notes.flatMap(({ arm, words, ...landmark }) => {
    const window = runner.mirror.pick(arm, landmark.track, range[0], range[1])
    const moment = window && momentOf(landmark, window, range)
    return moment ? [{ arm, words, ...moment }] : []
  })
}

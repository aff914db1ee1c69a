/** The run of a paper's picture for components, from when its experiment is there until they go; null before. */
import { useEffect, useState } from 'react'
import type { Experiment } from '../experiment/document.ts'
import type { Picture, PlacedNote } from '../experiment/referee/picture.ts'
import { type Lab, useLab } from './lab-context.tsx'
import { createPictureRun } from './picture-run.ts'

interface Pictured {
  readonly lab: Lab
  readonly notes: readonly PlacedNote[]
}

export function usePictureRun(experiment: Experiment | null, picture: Picture): Pictured | null {
  const lab = useLab()
  const [pictured, setPictured] = useState<Pictured | null>(null)
  useEffect(() => {
    if (experiment === null) return
    const made = createPictureRun(lab, experiment, picture)
    made.onNotes((notes) => setPictured({ lab: made.lab, notes }))
    setPictured({ lab: made.lab, notes: [] })
    return () => {
      made.close()
      setPictured(null)
    }
  }, [lab, experiment, picture])
  return pictured
}

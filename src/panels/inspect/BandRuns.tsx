/** Measures the band while it is on the page, says how far it is, and hands the bands up. */
import { useEffect, useState } from 'react'
import type { BandKnob } from '../../experiment/band.ts'
import { type BandState, createBand } from '../../store/band.ts'
import { useLab } from '../../store/lab-context.tsx'
import { createPagePool } from '../../store/page-pool.ts'
import { say } from '../../ui/words.ts'

interface BandRunsProps {
  readonly knob: BandKnob
  readonly onBands: (bands: BandState['bands']) => void
}

export function BandRuns({ knob, onBands }: BandRunsProps) {
  const { document, runner } = useLab()
  const [state, setState] = useState<BandState | null>(null)
  useEffect(() => {
    const store = createBand({ document, client: runner.client, pool: createPagePool(), knob })
    const show = (now: BandState) => {
      setState(now)
      onBands(now.isStale ? null : now.bands)
    }
    show(store.getState())
    const unwatch = store.subscribe(show)
    return () => {
      unwatch()
      store.close()
      onBands(null)
    }
  }, [document, runner, knob, onBands])
  if (state === null) return null
  const { status, measured, total, problem } = state
  return (
    <p className="note" role="status">
      {status === 'failed' && problem
        ? `${problem.message} ${problem.remedy}`
        : status === 'running'
          ? say('Drawing: run {measured} of {total}.', { measured, total })
          : say('Behind each figure: p10–p90 of {total} runs with other draws of the rates and overheads.', { total })}
    </p>
  )
}

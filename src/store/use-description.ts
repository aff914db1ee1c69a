/** What an engine says of its knobs and figures, for components: that of the engine in hand, else asked for; null until it is here. */
import { useEffect, useState } from 'react'
import type { Description } from '../kernel/description.ts'
import { useLab, useRun } from './lab-context.tsx'

export function useDescription(engine: string | null): Description | null {
  const { runner } = useLab()
  const inHand = useRun((run) => run.description)
  const [asked, setAsked] = useState<Description | null>(null)
  const isInHand = inHand !== null && inHand.engine.id === engine
  useEffect(() => {
    if (engine === null || isInHand) return
    let isWanted = true
    runner.client.describe(engine).then(
      (description) => isWanted && setAsked(description),
      // The page goes on without: figures stand there without their units, knobs by their paths.
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [runner, engine, isInHand])
  return isInHand ? inHand : asked?.engine.id === engine ? asked : null
}

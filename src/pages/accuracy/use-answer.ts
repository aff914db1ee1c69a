/** What the worker answers to an errand that a page sends it on once; null until it comes. */
import { useEffect, useState } from 'react'
import type { Errand } from '../../kernel/errand.ts'
import { useLab } from '../../store/lab-context.tsx'

export function useAnswer<Answer>(errand: Errand<[], never, Answer>): Answer | null {
  const { runner } = useLab()
  const [answer, setAnswer] = useState<Answer | null>(null)
  useEffect(() => {
    let isGone = false
    runner.client.errand(errand, []).then(
      (found) => {
        if (!isGone) setAnswer(found)
      },
      () => undefined, // the worker's own notice says what happened, and the page can be opened again
    )
    return () => {
      isGone = true
    }
  }, [runner, errand])
  return answer
}

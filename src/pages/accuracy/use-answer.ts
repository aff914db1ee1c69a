/** What the worker answers to a question that a page asks once; null until it comes. */
import { useEffect, useState } from 'react'
import { useLab } from '../../store/lab-context.tsx'

/** `ask` must be the same function at every render. */
export function useAnswer<T>(ask: (client: ReturnType<typeof useLab>['runner']['client']) => Promise<T>): T | null {
  const { runner } = useLab()
  const [answer, setAnswer] = useState<T | null>(null)
  useEffect(() => {
    let isGone = false
    ask(runner.client).then(
      (found) => {
        if (!isGone) setAnswer(found)
      },
      () => undefined, // the worker's own notice says what happened, and the page can be opened again
    )
    return () => {
      isGone = true
    }
  }, [runner, ask])
  return answer
}

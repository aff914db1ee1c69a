/** Code that most pages never need, null until it is here; asked for once it is wanted. */
import { useEffect, useState } from 'react'

/** `load` is `() => import(…)`, the same function every time. */
export function useCode<M>(isWanted: boolean, load: () => Promise<M>): M | null {
  const [code, setCode] = useState<M | null>(null)
  useEffect(() => {
    if (!isWanted) return
    load().then(
      (loaded) => setCode(() => loaded),
      // Thrown while rendering, so that the error boundary says it: one arm in place of two would be a lie.
      (error: unknown) =>
        setCode(() => {
          throw error
        }),
    )
  }, [isWanted, load])
  return code
}

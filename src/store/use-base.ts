/** The experiment of a link that the lab ships, for components; null until its engine's manifest is here. */
import { useEffect, useState } from 'react'
import type { Experiment } from '../experiment/document.ts'
import { documentOf } from './links.ts'

export function useBase(link: string): Experiment | null {
  const [base, setBase] = useState<Experiment | null>(null)
  useEffect(() => {
    let isWanted = true
    documentOf(link).then(
      (document) => isWanted && setBase(document),
      // Thrown while rendering, so that the error boundary says it: a page without its experiment would be half of one.
      (error: unknown) =>
        setBase(() => {
          throw error
        }),
    )
    return () => {
      isWanted = false
    }
  }, [link])
  return base
}

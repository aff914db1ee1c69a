/** What was stored of a paper, or of all, for components; null until it is there, and where it is not to be had. */
import { useEffect, useState } from 'react'
import type { StoredLine, StoredResult } from '../experiment/referee/stored.ts'
import { fetchStored, fetchStoredLines } from './stored-results.ts'

export const useStored = (id: string): StoredResult | null => useFetched(id, () => fetchStored(id))

export const useStoredLines = (): readonly StoredLine[] | null => useFetched('index', fetchStoredLines)

function useFetched<Content>(key: string, fetchIt: () => Promise<Content>): Content | null {
  const [found, setFound] = useState<{ readonly key: string; readonly content: Content } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is fetched
  useEffect(() => {
    let isWanted = true
    fetchIt().then(
      (content) => isWanted && setFound({ key, content }),
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [key])
  return found?.key === key ? found.content : null
}

/** What was stored of a paper, or of all, for components; undefined until that is known, null where nothing is to be had. */
import { useEffect, useState } from 'react'
import type { StoredLine, StoredResult } from '../experiment/referee/stored.ts'
import { fetchStored, fetchStoredLines } from './stored-results.ts'

export const useStored = (id: string): StoredResult | null | undefined => useFetched(id, fetchStored)

export const useStoredLines = (): readonly StoredLine[] | null | undefined => useFetched('index', fetchStoredLines)

function useFetched<Content>(key: string, fetchIt: (key: string) => Promise<Content>): Content | null | undefined {
  const [found, setFound] = useState<{ readonly key: string; readonly content: Content | null } | null>(null)
  useEffect(() => {
    let isWanted = true
    const find = (content: Content | null) => isWanted && setFound({ key, content })
    fetchIt(key).then(find, () => find(null))
    return () => {
      isWanted = false
    }
  }, [key, fetchIt])
  return found?.key === key ? found.content : undefined
}

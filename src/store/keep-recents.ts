/** Notes each experiment that stood on the page for a few seconds after an edit: a slider on its way makes no list. */
import type { StoreApi } from 'zustand/vanilla'
import { encode } from '../experiment/link.ts'
import type { DocumentState } from './document.ts'
import type { Recents } from './recents.ts'

const PAUSE = 5000 // ms

export function keepRecents(store: StoreApi<DocumentState>, recents: Recents, now: () => number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const unsubscribe = store.subscribe((state, before) => {
    if (state.document === before.document) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      const { document } = store.getState()
      recents.add({ title: document.title, link: encode(document), at: now() })
    }, PAUSE)
  })
  return () => {
    clearTimeout(timer)
    unsubscribe()
  }
}

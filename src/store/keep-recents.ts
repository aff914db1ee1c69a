/** Notes each experiment that stood on the page for a few seconds after an edit: a slider on its way makes no list. */
import type { StoreApi } from 'zustand/vanilla'
import type { DocumentState } from './document.ts'
import { withLinkCode } from './link-code.ts'
import type { Recents } from './recents.ts'

const PAUSE = 5000 // ms

export function keepRecents(store: StoreApi<DocumentState>, recents: Recents, now: () => number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const unsubscribe = store.subscribe((state, before) => {
    if (state.document === before.document) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      const { document } = store.getState()
      const at = now()
      withLinkCode(
        ({ encode }) => recents.add({ title: document.title, link: encode(document), at }),
        // A list of what was looked at is no reason to speak of a lost network.
        () => undefined,
      )
    }, PAUSE)
  })
  return () => {
    clearTimeout(timer)
    unsubscribe()
  }
}

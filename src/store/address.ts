/**
 * The address bar and the document: the fragment is read on loading and when it changes, and written after edits.
 * Written with replaceState, at most twice a second: Safari refuses more than 100 changes in 30 s.
 */
import type { StoreApi } from 'zustand/vanilla'
import type { Experiment } from '../experiment/document.ts'
import type { AddressBar } from './address-bar.ts'
import type { DocumentState } from './document.ts'
import { type LinkCode, withLinkCode } from './link-code.ts'
import { whenReadable } from './opening.ts'
import { routeOf } from './route.ts'

const PAUSE = 500 // ms

/** The window's address, or a stand-in for tests. */
export const windowAddress: AddressBar = {
  read: () => location.hash,
  write: (fragment) => {
    // Whatever the browser's limit says, an address that cannot be written must not stop an edit.
    try {
      history.replaceState(history.state, '', fragment)
    } catch {
      // The share dialog still has the link; the next edit tries again.
    }
  },
  onChange: (listener) => {
    addEventListener('hashchange', listener)
    return () => removeEventListener('hashchange', listener)
  },
}

/**
 * Whether a fragment names an experiment at all: an empty one asks for the shipped experiment, and what follows a `?` on the list of papers
 * says what is listed.
 */
export const namesExperiment = (fragment: string): boolean =>
  fragment.includes('?') && routeOf(fragment).page !== 'papers'

/** Only the Lab's address follows the experiment: lessons and embeds keep theirs. */
const isFollowed = (fragment: string): boolean => routeOf(fragment).page === 'lab'

/**
 * `onOpened` is told of another experiment, or another place in this one, that somebody else has put into the address. `read` is handed
 * a link and what follows once it can be read, which may be later: its engine is fetched first.
 */
export function syncAddress(
  store: StoreApi<DocumentState>,
  bar: AddressBar,
  onOpened: (document: Experiment) => void,
  read: typeof whenReadable = whenReadable,
): () => void {
  // What the bar shows, in its own spelling, and what was last put there: a browser may spell a character otherwise.
  let shown = bar.read()
  let written = shown
  // The link on its way into the document: until it is read, the document is still the one before, and must not be written over it.
  let opening: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const write = ({ encode }: LinkCode) => {
    if (!isFollowed(bar.read())) return
    const fragment = encode(store.getState().document)
    if (fragment === written) return
    // Somebody has pasted another address and its event is on the way: it must not be written over.
    if (bar.read() !== shown || opening === shown) return
    written = fragment
    bar.write(fragment)
    shown = bar.read()
  }
  const due = () => {
    timer = undefined
    // What writes links may not have arrived: the next edit tries again.
    withLinkCode(write, () => undefined)
  }
  const unsubscribe = store.subscribe((now, before) => {
    if (now.document !== before.document) timer ??= setTimeout(due, PAUSE)
  })
  const unlisten = bar.onChange(() => {
    const fragment = bar.read()
    const isNew = fragment !== shown
    shown = fragment
    if (isNew) written = fragment
    if (!isNew || !isFollowed(fragment) || !namesExperiment(fragment)) return
    opening = fragment
    const follow = ({ decode, encode }: LinkCode) => {
      if (opening === fragment) opening = null
      // Another address may have come while something was loaded.
      if (bar.read() !== fragment) return
      const before = encode({ ...store.getState().document, view: {} })
      store.getState().open(decode(fragment))
      const { document } = store.getState()
      // The way back to the lab is no other place.
      if (document.view !== undefined || encode(document) !== before) onOpened(document)
    }
    read(fragment, follow, (problem) => store.setState({ problems: [problem] }))
  })
  return () => {
    clearTimeout(timer)
    unsubscribe()
    unlisten()
  }
}

/**
 * Whoever opens an experiment first has what is to know of its engine loaded, and whoever opens a link what reads links: at once where
 * that is here, as for the engine in hand it always is.
 */
import { isOpen, openManifest } from '../engines/registry.ts'
import type { Decoded } from '../experiment/link.ts'
import type { Problem } from '../kernel/problem.ts'
import { type LinkCode, loadLinkCode, withLinkCode } from './link-code.ts'

/** The experiment of an address that names one. */
export const readAddress = async (fragment: string): Promise<Decoded> => (await loadLinkCode()).openLink(fragment)

/** `refuse` is told where it cannot be loaded: the network is gone, or the site has been built anew. */
export function whenOpen(engine: string, open: () => void, refuse: (problem: Problem) => void): void {
  if (isOpen(engine)) open()
  else
    openManifest(engine).then(open, (error: unknown) =>
      refuse(notLoaded('engine-not-loaded', `The ${engine} engine`, error)),
    )
}

/** The same for the engine that a link names. */
export function whenReadable(link: string, open: (code: LinkCode) => void, refuse: (problem: Problem) => void): void {
  withLinkCode(
    (code) => whenOpen(code.engineIn(link), () => open(code), refuse),
    (error) => refuse(notLoaded('links-not-loaded', 'What reads links', error)),
  )
}

const notLoaded = (code: string, what: string, error: unknown): Problem => ({
  code,
  message: `${what} could not be loaded (${error instanceof Error ? error.message : String(error)}).`,
  remedy: 'Check the connection and load the page again: the address keeps the experiment.',
})

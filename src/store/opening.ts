/**
 * Whoever opens an experiment first has what is to know of its engine loaded: at once where that is here, as for the engine in hand it
 * always is.
 */
import { isOpen, openManifest } from '../engines/registry.ts'
import { engineIn } from '../experiment/link.ts'
import type { Problem } from '../kernel/problem.ts'

export { engineIn, openManifest }

/** `refuse` is told where it cannot be loaded: the network is gone, or the site has been built anew. */
export function whenOpen(engine: string, open: () => void, refuse: (problem: Problem) => void): void {
  if (isOpen(engine)) open()
  else
    openManifest(engine).then(open, (error: unknown) =>
      refuse({
        code: 'engine-not-loaded',
        message: `The ${engine} engine could not be loaded (${error instanceof Error ? error.message : String(error)}).`,
        remedy: 'Check the connection and load the page again: the address keeps the experiment.',
      }),
    )
}

/**
 * The one way in for files and texts, wherever they come from: dropped or pasted on any page, chosen or pasted in a dialog, chosen on the
 * page Accuracy. Nobody drops a file in the first second: what takes one comes with the first (bring.ts).
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Brought, How, Told } from './bring.ts'
import type { Incoming, Source, Takes } from './incoming.ts'

export interface IntakeState {
  /** What is told, on the page it came to, until another experiment is opened. */
  readonly told: Told | null
  /** Takes them one after the other, and opens the page that shows them. */
  bring(sources: readonly Source[], how?: How): Promise<readonly Incoming[]>
  dismiss(): void
}

export function createIntake(lab: Takes): StoreApi<IntakeState> {
  let batch = 0
  return createStore<IntakeState>((set) => ({
    told: null,
    async bring(sources, how = {}) {
      batch++
      const { taken, told } = await bringAll(lab, sources, { ...how, batch })
      if (told) set({ told })
      return taken.map(({ incoming }) => incoming)
    },
    dismiss: () => set({ told: null }),
  }))
}

/** What reads files is itself fetched, and the worker may die over one: that too is told, of all that came. */
async function bringAll(
  lab: Takes,
  sources: readonly Source[],
  how: How & { readonly batch: number },
): Promise<Brought> {
  try {
    const { bring } = await import('./bring.ts')
    return await bring(lab, sources, how)
  } catch (error) {
    const message = `It could not be read: ${error instanceof Error ? error.message : String(error)}.`
    const problem = { code: 'not-read', message, remedy: 'Try again; the experiment on the page is untouched.' }
    const taken = sources.map((source, id) => ({
      ...{ id, source },
      incoming: { kind: 'refused', name: source.name, problems: [problem] } as const,
    }))
    const { page } = lab.route.getState().route
    const told = { items: taken, page, opened: lab.document.getState().opened.count }
    return { taken, told: how.refusals === 'told by the caller' ? null : told }
  }
}

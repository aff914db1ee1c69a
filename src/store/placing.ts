/** The search for a placement: what has been tried, and whether the document still is the one that was asked about. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { canonicalJson } from '../experiment/canonical.ts'
import type { Experiment } from '../experiment/document.ts'
import { edit } from '../experiment/edit.ts'
import { setupOf } from '../experiment/setup-of.ts'
import type { Problem } from '../kernel/problem.ts'
import { type PlacedRate, type PlacementJob, searchPlacements } from '../worker/asked/searches.ts'
import type { LabClient } from '../worker/client.ts'
import type { PointPool } from '../worker/pool.ts'
import type { DocumentState } from './document.ts'
import { searchStopped } from './search-stopped.ts'

export interface PlacingState {
  readonly status: 'empty' | 'running' | 'done' | 'cancelled' | 'failed'
  /** In the order in which they were tried. */
  readonly placed: readonly PlacedRate[]
  /** What was asked. */
  readonly job: Omit<PlacementJob, 'tables'> | null
  readonly isStale: boolean
  readonly problem: Problem | null
}

export interface Placing extends StoreApi<PlacingState> {
  search(job: Omit<PlacementJob, 'tables' | 'document'>): void
  cancel(): void
}

export interface PlacingParts {
  readonly document: StoreApi<DocumentState>
  readonly client: Pick<LabClient, 'tables'>
  readonly pool: Pick<PointPool, 'errand'>
}

const nothing: PlacingState = { status: 'empty', placed: [], job: null, isStale: false, problem: null }

export function createPlacing({ document: documents, client, pool }: PlacingParts): Placing {
  const store = createStore<PlacingState>(() => nothing)
  let asked = ''
  let turn = 0
  let end: (() => void) | null = null

  documents.subscribe(({ document }, before) => {
    const { job, isStale } = store.getState()
    if (job === null || document === before.document) return
    const isOther = identityOf(document, job) !== asked
    if (isOther !== isStale) store.setState({ isStale: isOther })
  })

  function cancel(): void {
    turn++
    end?.()
    end = null
    if (store.getState().status === 'running') store.setState({ status: 'cancelled' })
  }

  async function search(wanted: Omit<PlacementJob, 'tables' | 'document'>): Promise<void> {
    cancel()
    const mine = ++turn
    const { document } = documents.getState()
    const job = { ...wanted, document }
    asked = identityOf(document, job)
    store.setState({ ...nothing, status: 'running', job })
    const tables = await client.tables(document).catch(() => [])
    if (mine !== turn) return
    const running = pool.errand(searchPlacements, [{ ...job, tables }], (one) => {
      if (mine === turn) store.setState(({ placed }) => ({ placed: [...placed, one] }))
    })
    end = running.cancel
    try {
      await running.outcome
      if (mine === turn) store.setState({ status: 'done' })
    } catch (error) {
      if (mine === turn) store.setState({ status: 'failed', problem: searchStopped(error) })
    }
  }

  return { ...store, search: (job) => void search(job), cancel }
}

/** All that decides what placements carry: the arm's set-up without its placement and its rate, seed and events. */
function identityOf(document: Experiment, { arm, path, query }: Omit<PlacementJob, 'tables' | 'document'>): string {
  const { placement: _placement, interconnect, ...setup } = setupOf(edit(document, `arms.${arm}.${path}`, 1), arm)
  return canonicalJson({
    setup,
    interconnect: query.affinity === 'low' ? null : interconnect,
    seed: document.seed,
    events: document.events,
  })
}

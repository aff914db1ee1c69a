/**
 * Computes what one engine needs of another: `acceptance: from a tokens document`. The document is read, its engine opened, its
 * files fetched, and its work done piece by piece; what came out is kept by the document's text.
 */
import { defaultExperiment } from '../experiment/defaults.ts'
import type { Experiment } from '../experiment/document.ts'
import { setupOf } from '../experiment/setup-of.ts'
import { type ArtefactKind, type ArtefactPart, type ArtefactRequest, artefactKey } from '../kernel/artefacts.ts'
import { createDraws } from '../kernel/draws.ts'
import type { Engine } from '../kernel/engine.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import type { ReadyArm } from './complete.ts'
import { engineOf, openEngine } from './engines.ts'
import type { Shelf } from './shelf.ts'

export interface Patience {
  /** Lets messages in between two pieces of work. */
  readonly breathe: () => Promise<void>
  readonly onShare: (share: number) => void
  /** Whether anybody still waits. */
  readonly isWanted: () => boolean
}

/** For whoever waits until it is done, and hears nothing meanwhile. */
export const patient: Patience = { breathe: async () => undefined, onShare: () => undefined, isWanted: () => true }

/** Where a set-up says that it follows one. */
const pathOf: Readonly<Record<ArtefactKind, string>> = {
  acceptance: 'setup.decoder',
  denoising: 'setup.decoder',
  gates: 'setup.gate',
  'kv-error': 'setup.kvRead',
  'look-ups': 'setup.blockLookUp',
}

/** Everything that these set-ups need computed, put on the shelf. A cancelled computation is no failure, and keeps nothing. */
export async function resolveArtefacts(
  engine: Engine,
  setups: readonly unknown[],
  shelf: Shelf,
  patience: Patience,
): Promise<Result<null>> {
  const wanted = setups.flatMap((setup) => engine.artefacts?.(setup) ?? [])
  for (const request of wanted) {
    if (shelf.artefacts.has(artefactKey(request))) continue
    const made = await compute(request, shelf, patience)
    const path = pathOf[request.kind]
    if (!made.ok) return failure(...made.problems.map((problem) => ({ ...problem, path })))
  }
  return success(null)
}

async function compute(request: ArtefactRequest, shelf: Shelf, patience: Patience): Promise<Result<null>> {
  const document = await documentOf(request)
  if (document.engine.id !== request.engine) return failure(ofAnotherEngine(request, document.engine.id))
  const made = await recordDocument(document, request.kind, shelf, patience)
  if (!made.ok) return made
  if (made.value !== null) shelf.artefacts.set(artefactKey(request), made.value)
  return success(null)
}

/** What the first arm of a document gives of a kind; null where nobody waits for it any more. */
export async function recordDocument(
  document: Experiment,
  kind: ArtefactKind,
  shelf: Shelf,
  patience: Patience,
): Promise<Result<readonly ArtefactPart[] | null>> {
  await openEngine(document.engine.id)
  const found = engineOf(document.engine.id)
  if (!found.ok) return found
  const engine = found.value
  const [arm] = Object.keys(document.arms)
  const { setup } = engine.complete(setupOf(document, arm))
  const gathered = await shelf.files.gather(engine, [setup])
  if (!gathered.ok) return gathered
  const context = { draws: createDraws(document.seed), files: shelf.files.files }
  const started = engine.record?.(setup, context, kind) ?? failure(recordsNothing(engine.id, kind))
  if (!started.ok) return started
  for (let share = 0; share < 1; ) {
    share = started.value.advance()
    patience.onShare(share)
    await patience.breathe()
    if (!patience.isWanted()) return success(null)
  }
  return success(started.value.value())
}

/** Reading links loads when there is one to read. */
async function documentOf({ engine, from, preset = {} }: ArtefactRequest): Promise<Experiment> {
  if (from.trim() === '') {
    await openEngine(engine)
    return { ...defaultExperiment(engine), setup: preset }
  }
  const { openLink } = await import('../experiment/link.ts')
  return (await openLink(from)).document
}

/** Set-ups of arms, those that their events bring included. */
export const setupsOf = (arms: readonly ReadyArm[]): readonly unknown[] =>
  arms.flatMap(({ setup, events }) => [
    setup,
    ...events.flatMap((event) => (event.setup === undefined ? [] : [event.setup])),
  ])

const ofAnotherEngine = ({ engine }: ArtefactRequest, id: string): Problem => ({
  code: 'wrong-source',
  message: `The source is an experiment of the ${id} engine, and one of the ${engine} engine is wanted.`,
  remedy: `Paste the link of a ${engine} experiment, or leave the field empty for the default one.`,
})

const recordsNothing = (id: string, kind: ArtefactKind): Problem => ({
  code: 'records-nothing',
  message: `The ${id} engine computes no ${kind} that others could follow.`,
  remedy: 'Record an experiment of another engine.',
})

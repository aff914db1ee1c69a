/** What a run needs of other engines and of files, made up: laws hold whatever the texts were. */
import { resolveHardware } from '../../src/engines/serving/set-up/hardware.ts'
import type { ServingSetup } from '../../src/engines/serving/set-up/schema.ts'
import {
  type AcceptanceTrace,
  type ArtefactKind,
  artefactKey,
  type DenoisingTrace,
  type GateTrace,
  type KvErrorRow,
  type LookUpRow,
} from '../../src/kernel/artefacts.ts'
import type { Engine } from '../../src/kernel/engine.ts'
import { setupsOf } from '../../src/run/artefacts.ts'
import type { ReadyArm } from '../../src/run/complete.ts'
import type { Supplies } from '../../src/run/files.ts'
import type { AcceptanceCounts, AcceptanceRecording } from '../../src/traces/recordings/recording.ts'

/** Two texts: one nearly sure, one that changes from sure to open and back. */
export const madeUpTraces: readonly AcceptanceTrace[] = [
  { domain: 'code', beta: Float32Array.from({ length: 40 }, () => 0.95) },
  { domain: 'prose', beta: Float32Array.from({ length: 60 }, (_, i) => (i % 20 < 10 ? 0.9 : 0.3)) },
]

/** Steps of one token are followed by such, and long ones by long ones. */
export const madeUpCounts: AcceptanceCounts = {
  name: 'steps',
  lengths: [60, 20, 10, 6, 4],
  next: [
    [50, 8, 2],
    [8, 8, 4],
    [2, 4, 14],
  ],
}

export const madeUpRecording: AcceptanceRecording = {
  kind: 'acceptance',
  title: 'made up',
  length: 100,
  hash: 'made-up',
  traces: [],
  counts: [madeUpCounts],
}

/** A text of 50 tokens: token t goes to experts t, t + 1, … in layer 0 and from 3 t on in layer 1. */
export function madeUpChoices(experts: number, active: number): GateTrace {
  const layers = 2
  const choice = new Uint16Array(50 * layers * active)
  for (let i = 0; i < choice.length; i++) {
    const [token, layer, place] = [Math.floor(i / (layers * active)), Math.floor(i / active) % layers, i % active]
    choice[i] = ((layer === 0 ? token : 3 * token) + place) % experts
  }
  return { domain: 'code', layers, experts, active, choice }
}

/** Blocks of eight: some sure, some open, and a short last one. */
export const madeUpSteps: readonly DenoisingTrace[] = [
  { domain: 'code', block: 8, steps: Uint16Array.of(1, 3, 2, 8, 1) },
  { domain: 'prose', block: 8, steps: Uint16Array.of(8, 7, 8) },
]

/** A cache that keeps a quarter in 8 bits of one kind of text, and three quarters of another. */
export const madeUpErrors: readonly KvErrorRow[] = [
  { ...{ domain: 'code', tokens: 40, entries: 16, positions: 64, bitsPerElement: 8 }, ...errors(0.1, 0.9) },
  { ...{ domain: 'prose', tokens: 40, entries: 48, positions: 64, bitsPerElement: 16 }, ...errors(0.3, 0.7) },
]

function errors(divergence: number, sameTop: number) {
  return { fullLoss: 1, loss: 1 + divergence, divergence, sameTop }
}

/** A look-up takes 0.1 s and misses 2 lines with 4 entries, 0.5 s and 6 lines with 12. */
export const madeUpLookUps: readonly LookUpRow[] = [
  { domain: 'B+-tree', entries: 4, lookUps: 100, time: 0.1, missed: 2 },
  { domain: 'B+-tree', entries: 12, lookUps: 100, time: 0.5, missed: 6 },
]

/** Data by the names that knobs have when nobody chooses; gates of 8 experts, 2 active. */
export const madeUpData = {
  acceptance: madeUpRecording,
  gates: { kind: 'gates', title: 'made up', length: 1, hash: 'made-up-gates', traces: [madeUpChoices(8, 2)] },
  denoising: { kind: 'denoising', title: 'made up', length: 2, hash: 'made-up-steps', traces: madeUpSteps },
  'kv-error': { kind: 'kv-error', title: 'made up', length: 2, hash: 'made-up-errors', traces: madeUpErrors },
  'look-ups': { kind: 'look-ups', title: 'made up', length: 2, hash: 'made-up-look-ups', traces: madeUpLookUps },
} as const

/** What other engines would compute of their default experiments. */
export const madeUpArtefacts: Readonly<Record<string, unknown>> = {
  [artefactKey({ engine: 'tokens', kind: 'acceptance', from: '' })]: madeUpTraces,
  [artefactKey({ engine: 'tokens', kind: 'gates', from: '' })]: [madeUpChoices(8, 2)],
  [artefactKey({ engine: 'tokens', kind: 'denoising', from: '' })]: madeUpSteps,
  [artefactKey({ engine: 'tokens', kind: 'kv-error', from: '' })]: madeUpErrors,
  [artefactKey({ engine: 'index-locality', kind: 'look-ups', from: '' })]: madeUpLookUps,
}

export function suppliesOf(engine: Engine, arms: readonly ReadyArm[]): Supplies {
  const artefacts = setupsOf(arms).flatMap((setup) =>
    (engine.artefacts?.(setup) ?? []).map((request) => {
      const { experts } = resolveHardware(setup as ServingSetup).model
      const made: Readonly<Record<ArtefactKind, unknown>> = {
        acceptance: madeUpTraces,
        gates: [madeUpChoices(experts?.count ?? 8, experts?.active ?? 2)],
        denoising: madeUpSteps,
        'kv-error': madeUpErrors,
        'look-ups': madeUpLookUps,
      }
      return [artefactKey(request), made[request.kind]]
    }),
  )
  return { files: {}, artefacts: Object.fromEntries(artefacts) }
}

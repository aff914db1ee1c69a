/** What a run needs of another engine, made up: laws hold whatever the texts were. */
import { type AcceptanceTrace, artefactKey } from '../../src/kernel/artefacts.ts'
import type { Engine } from '../../src/kernel/engine.ts'
import { setupsOf } from '../../src/run/artefacts.ts'
import type { ReadyArm } from '../../src/run/complete.ts'
import type { Supplies } from '../../src/run/files.ts'

/** Two texts: one nearly sure, one that changes from sure to open and back. */
export const madeUpTraces: readonly AcceptanceTrace[] = [
  { domain: 'code', beta: Float32Array.from({ length: 40 }, () => 0.95) },
  { domain: 'prose', beta: Float32Array.from({ length: 60 }, (_, i) => (i % 20 < 10 ? 0.9 : 0.3)) },
]

export function suppliesOf(engine: Engine, arms: readonly ReadyArm[]): Supplies {
  const requests = setupsOf(arms).flatMap((setup) => engine.artefacts?.(setup) ?? [])
  return { files: {}, artefacts: Object.fromEntries(requests.map((request) => [artefactKey(request), madeUpTraces])) }
}

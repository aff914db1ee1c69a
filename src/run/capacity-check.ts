/** The KV capacity of the formula beside what an engine said when it started, and the constant that makes them agree. */
import type { Experiment } from '../experiment/document.ts'
import type { StartupLog } from '../fidelity/startup-log.ts'
import type { Bytes, Tokens } from '../kernel/units.ts'
import { completeDocument } from './complete.ts'
import type { Shelf } from './shelf.ts'

export interface CapacityCheck {
  readonly tokens: { readonly formula: Tokens; readonly log: Tokens }
  /** Null where the log does not tell. */
  readonly weights: { readonly formula: Bytes; readonly log: Bytes } | null
  /** `cost.graphMemoryGB` at which the formula gives the log's tokens; null where no such memory is possible. */
  readonly graphMemoryGB: number | null
}

/** Null where the log tells no capacity, or the set-up holds no token. */
export function checkCapacity(log: StartupLog, document: Experiment, shelf: Shelf): CapacityCheck | null {
  const [arm] = completeDocument(document, shelf).completed.arms
  const fact = (id: string): number => Number(arm?.facts.find((one) => one.id === id)?.value)
  const perToken = fact('kv-bytes-per-token')
  const formula = fact('kv-tokens')
  if (!(perToken > 0) || !(formula > 0)) return null
  const tokensPerBlock = formula / fact('kv-blocks')
  const tokens =
    log.kvTokens ??
    (log.kvBlocks === null ? null : log.kvBlocks * tokensPerBlock) ??
    (log.kvBytes === null ? null : Math.floor(log.kvBytes / perToken))
  if (tokens === null) return null
  const graphs = fact('usable-memory') - fact('weights') - fact('activations') - tokens * perToken
  return {
    tokens: { formula, log: tokens },
    weights: log.weightBytes === null ? null : { formula: fact('weights'), log: log.weightBytes },
    graphMemoryGB: graphs >= 0 ? Number((graphs / 1e9).toPrecision(4)) : null,
  }
}

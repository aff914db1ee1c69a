/** Registry of acceptance processes: how the drafts of a speculative decoder fare. A new one is its file and a line here. */
import { burstyAcceptance } from './bursty.ts'
import { computedAcceptance } from './computed.ts'
import type { AcceptanceDefinition } from './process.ts'
import { recordedAcceptance } from './recorded.ts'
import { textLikeAcceptance } from './text-like.ts'
import { uniformAcceptance } from './uniform.ts'

export const acceptanceProcesses: readonly AcceptanceDefinition[] = [
  uniformAcceptance,
  textLikeAcceptance,
  burstyAcceptance,
  computedAcceptance,
  recordedAcceptance,
]

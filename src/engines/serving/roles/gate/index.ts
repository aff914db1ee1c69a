/** Registry of gates: which experts a batch touches. A new one is its file and a line here. */
import type { GateDefinition } from '../../contracts/gate.ts'
import { computedGate } from './computed.ts'
import { recordedGate } from './recorded.ts'
import { skewedGate } from './skewed.ts'
import { uniformGate } from './uniform.ts'

export const gates: readonly GateDefinition[] = [skewedGate, uniformGate, computedGate, recordedGate]

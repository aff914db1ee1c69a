/** Families of measured operators, in the order in which a file is held against them. A new one is its file and a line here. */
import type { Family } from '../family.ts'
import { collective } from './collective.ts'
import { decodeAttention } from './decode-attention.ts'
import { denseOperators } from './dense-operators.ts'
import { expertExchange } from './expert-exchange.ts'
import { gemm } from './gemm.ts'
import { layer } from './layer.ts'
import { mixedAttention } from './mixed-attention.ts'
import { moeBlock } from './moe-block.ts'
import { prefillAttention } from './prefill-attention.ts'
import { sequenceOperators } from './sequence-operators.ts'
import { systemCollective } from './system-collective.ts'

export const families: readonly Family[] = [
  gemm,
  prefillAttention,
  decodeAttention,
  moeBlock,
  collective,
  systemCollective,
  expertExchange,
  layer,
  denseOperators,
  sequenceOperators,
  mixedAttention,
]

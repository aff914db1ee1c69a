/**
 * How many KV blocks fit: memory × utilisation − weights − activation peak − graphs and context, on the fullest device
 * of a data-parallel rank. Once memory is full this decides more than kernel times do, so every term is shown.
 *
 * Checked against a measured run: Llama-3.1-8B in bf16 on an RTX 4090, vLLM 0.19, utilisation 0.9, 2,048 batched tokens, 256
 * sequences gave 2,588 blocks of 16 tokens; the default of graphs and context is what closes that sum.
 */
import type { Fact } from '../../../kernel/engine.ts'
import type { Problem } from '../../../kernel/problem.ts'
import type { Bytes, Tokens } from '../../../kernel/units.ts'
import { capacityFacts } from './capacity-facts.ts'
import { capacityProblems, shapeProblems } from './capacity-problems.ts'
import { type CapacityQuestion, type CapacityTerms, capacityTerms } from './capacity-terms.ts'

export interface KvCapacity {
  readonly question: CapacityQuestion
  /** Of one data-parallel rank; 0 when the set-up is infeasible. */
  readonly blocks: number
  readonly tokens: Tokens
  /** Of one block on one device. */
  readonly blockBytes: Bytes
  readonly terms: CapacityTerms
  readonly facts: readonly Fact[]
  readonly problems: readonly Problem[]
  /** Those of them that no amount of memory mends. */
  readonly shapeProblems: readonly Problem[]
}

export function kvCapacity(question: CapacityQuestion): KvCapacity {
  const terms = capacityTerms(question)
  const { blockTokens } = question
  const blockBytes = blockTokens * terms.kvBytesPerToken
  const blocks = Math.max(0, Math.floor(terms.left / blockBytes))
  return {
    question,
    blocks,
    tokens: blocks * blockTokens,
    blockBytes,
    terms,
    facts: capacityFacts(question, terms, blocks),
    problems: capacityProblems(question, terms, blocks),
    shapeProblems: shapeProblems(question),
  }
}

/**
 * What makes a placement infeasible, with the figures, and the smallest edit that mends it: more tensor parallelism within
 * a node first (nothing is lost), then fewer bits per weight.
 */

import type { MatrixDtype } from '../../../catalog/accelerator.ts'
import type { Problem } from '../../../kernel/problem.ts'
import { type CapacityQuestion, type CapacityTerms, capacityTerms } from './capacity-terms.ts'
import { gigabytes } from './capacity-words.ts'

type Mend = NonNullable<Problem['mend']>

/** Where the placement's knobs are in the document. */
const PLACEMENT = 'setup.placement.knobs'

export function capacityProblems(question: CapacityQuestion, terms: CapacityTerms, blocks: number): readonly Problem[] {
  const shape = shapeProblems(question)
  if (shape.some(({ severity }) => severity !== 'notice')) return shape
  if (blocks > 0) return shape
  const mend = mendOf(question)
  const { usable, weights, activations, graphs, left } = terms
  const { accelerator, placement, utilisation } = question
  const devices = placement.tensor * placement.pipeline
  const remedy = mend
    ? `${mend.label}, or choose an accelerator with more memory.`
    : 'Choose a smaller model, an accelerator with more memory, or more pipeline stages.'
  const leave = `${devices} × ${gigabytes(accelerator.memory)} × ${utilisation} leave ${gigabytes(devices * usable)}`
  const shared = { remedy, path: 'setup.accelerator', ...(mend ? { mend } : {}) }
  if (weights > usable) {
    const message = `Weights need ${gigabytes(devices * weights)} and ${leave}: no room for one KV block.`
    return [{ code: 'weights-do-not-fit', message, ...shared }]
  }
  const taken = `weights ${gigabytes(weights)}, activations ${gigabytes(activations)} and graphs ${gigabytes(graphs)}`
  const message = `A device has ${gigabytes(usable)} to use, and ${taken} leave ${gigabytes(left)}: no room for one KV block.`
  return [{ code: 'no-room-for-kv', message, ...shared }]
}

/** Placements that no engine can run, whatever the memory. */
export function shapeProblems({ model, placement, accelerator }: CapacityQuestion): readonly Problem[] {
  const { tensor, pipeline } = placement
  const { heads } = model.attention
  const problems: Problem[] = []
  if (heads % tensor !== 0) {
    const fits = largestDivisor(heads, tensor)
    problems.push({
      code: 'heads-not-divisible',
      message: `${model.title} has ${heads} attention heads, which ${tensor} tensor-parallel ranks cannot share evenly.`,
      remedy: `Choose a tensor parallelism that divides ${heads}, e.g. ${fits}.`,
      path: `${PLACEMENT}.tensor`,
      mend: { label: `Use tensor parallelism ${fits}`, edits: { [`${PLACEMENT}.tensor`]: fits } },
    })
  }
  if (pipeline > model.layers) {
    problems.push({
      code: 'more-stages-than-layers',
      message: `${pipeline} pipeline stages are more than the ${model.layers} layers of ${model.title}.`,
      remedy: `Choose at most ${model.layers} stages.`,
      path: `${PLACEMENT}.pipeline`,
      mend: { label: `Use ${model.layers} stages`, edits: { [`${PLACEMENT}.pipeline`]: model.layers } },
    })
  }
  if (tensor > accelerator.node && problems.length === 0) {
    problems.push({
      code: 'tensor-parallelism-across-nodes',
      message: `${tensor} tensor-parallel ranks span several nodes: ${accelerator.title} joins ${accelerator.node} in one.`,
      remedy: 'All-reduces between nodes are slow: prefer pipeline stages beyond a node.',
      path: `${PLACEMENT}.tensor`,
      severity: 'notice',
    })
  }
  return problems
}

/** Largest divisor of `heads` that is at most `limit`. */
function largestDivisor(heads: number, limit: number): number {
  let divisor = Math.min(heads, Math.max(1, limit))
  while (heads % divisor !== 0) divisor--
  return divisor
}

function mendOf(question: CapacityQuestion): Mend | null {
  const { precision } = question
  const spread = spreadOf(question)
  if (spread && spread.pipeline === question.placement.pipeline) return mendBySpread(spread)
  const smaller: readonly MatrixDtype[] = precision.weights === 'bf16' ? ['fp8', 'int4'] : ['int4']
  for (const weights of smaller) {
    if (weights === precision.weights || !fits({ ...question, precision: { ...precision, weights } })) continue
    return { label: `Store weights in ${weights}`, edits: { 'setup.precision.weights': weights } }
  }
  return spread ? mendBySpread(spread) : null
}

interface Spread {
  readonly tensor: number
  readonly pipeline: number
}

function mendBySpread({ tensor, pipeline }: Spread): Mend {
  const edits: Record<string, number> = { [`${PLACEMENT}.tensor`]: tensor }
  if (pipeline === 1) return { label: `Use tensor parallelism ${tensor}`, edits }
  edits[`${PLACEMENT}.pipeline`] = pipeline
  return { label: `Use tensor parallelism ${tensor} in ${pipeline} pipeline stages`, edits }
}

/** Fewest pipeline stages, then fewest tensor ranks within a node, with which the set-up fits; null where none does. */
function spreadOf(question: CapacityQuestion): Spread | null {
  const { placement, model, accelerator } = question
  for (let pipeline = placement.pipeline; pipeline <= Math.min(model.layers, MOST_STAGES); pipeline++) {
    for (let tensor = 1; tensor <= accelerator.node; tensor *= 2) {
      // Servers use powers of two, and give nobody less than was asked for.
      if (tensor < placement.tensor || model.attention.heads % tensor !== 0) continue
      if (fits({ ...question, placement: { ...placement, tensor, pipeline } })) return { tensor, pipeline }
    }
  }
  return null
}

/** Beyond this many stages nobody serves. */
const MOST_STAGES = 16

/** Whether a mended set-up has room for at least one prompt of the token limit, so that it can serve something. */
function fits(question: CapacityQuestion): boolean {
  const { left, kvBytesPerToken } = capacityTerms(question)
  return left >= kvBytesPerToken * Math.max(question.blockTokens, question.tokenLimit)
}

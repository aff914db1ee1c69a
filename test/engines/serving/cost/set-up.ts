/** A cost model in one line for the tests of this folder, and batches of decodes and prompts. */
import { accelerators } from '../../../../src/catalog/accelerators.ts'
import { find } from '../../../../src/catalog/find.ts'
import { links } from '../../../../src/catalog/links.ts'
import { models } from '../../../../src/catalog/models.ts'
import type { Shape } from '../../../../src/engines/serving/contracts/placement.ts'
import { createCostModel } from '../../../../src/engines/serving/cost/cost-model.ts'
import type { CostModel } from '../../../../src/engines/serving/cost/cost-setup.ts'
import { type Precision, precision } from '../../../../src/engines/serving/cost/precision.ts'
import { type CostSettings, costSettings } from '../../../../src/engines/serving/cost/settings.ts'
import { createWork, type Work } from '../../../../src/engines/serving/cost/work.ts'

export interface Wishes extends Partial<Shape>, Partial<Precision> {
  readonly model?: string
  readonly accelerator?: string
  readonly settings?: Partial<CostSettings>
  readonly draftCost?: number
}

const placementOf = ({ tensor = 1, pipeline = 1, data = 1, expertParallel = false }: Wishes): Shape => ({
  tensor,
  pipeline,
  data,
  expertParallel,
})

/** Llama 2 7B in bf16 on one A100, unless wished otherwise. */
export function setUp(wishes: Wishes = {}) {
  const accelerator = find(accelerators, wishes.accelerator ?? 'a100-80gb-sxm')
  const { weights, kv } = wishes
  return {
    model: find(models, wishes.model ?? 'llama-2-7b'),
    accelerator,
    peerLink: find(links, accelerator.peerLink),
    precision: precision.parse({ ...(weights ? { weights } : {}), ...(kv ? { kv } : {}) }),
    placement: placementOf(wishes),
    settings: costSettings.parse(wishes.settings ?? {}),
    draftCost: wishes.draftCost ?? 0,
  }
}

export const costModel = (wishes: Wishes = {}): CostModel => createCostModel(setUp(wishes))

/** Every sequence decodes one token over the same context. */
export function decodes(sequences: number, context: number): Work {
  const work = createWork()
  work.tokens = work.peakTokens = work.logitRows = work.decodeSequences = sequences
  work.decodeContext = work.decodePairs = sequences * context
  return work
}

/** One piece of a prompt after `cached` positions. */
export function prompt(tokens: number, cached = 0): Work {
  const work = createWork()
  work.tokens = work.peakTokens = tokens
  work.logitRows = work.prefillSequences = 1
  work.prefillPairs = tokens * (cached + (tokens + 1) / 2)
  work.prefillContext = cached + tokens
  return work
}

/** What a gate would say: the same on every represented layer. */
export function withExperts(
  work: Work,
  { layers, unique, pairs }: { layers: number; unique: number; pairs: number },
): Work {
  work.experts.layers = layers
  for (let layer = 0; layer < layers; layer++) {
    work.experts.unique[layer] = unique
    work.experts.peakUnique[layer] = unique
    work.experts.peakPairs[layer] = pairs
  }
  return work
}

/** Time of one operator, 0 when it is not among the terms. */
export const timeOf = (model: CostModel, work: Work, operator: string): number =>
  model.explain(work).find((term) => term.operator === operator)?.time ?? 0

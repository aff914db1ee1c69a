/**
 * Turns the work of an iteration into time: a fold over operators, one file a family. `explain` lists the same terms.
 *
 * What depends on one count alone (of tokens: most operators; of rows of logits: the head) is tabulated as it is asked for:
 * 16,384 counts of 8 bytes. An iteration of a dense model then costs two look-ups and two short forms, and allocates nothing.
 */
import { find } from '../../../catalog/find.ts'
import { links } from '../../../catalog/links.ts'
import type { Model } from '../../../catalog/model.ts'
import { bytesPerWeight } from '../../../formulas/weight-bytes.ts'
import type { OperatorTerm } from '../../../kernel/engine.ts'
import { InvariantError } from '../../../kernel/problem.ts'
import type { Seconds, Tokens } from '../../../kernel/units.ts'
import { dispatchAndCombine, gatherAndScatter } from './all-to-all.ts'
import { attentionDecode } from './attention-decode.ts'
import { attentionLayers } from './attention-layers.ts'
import { attentionPrefill } from './attention-prefill.ts'
import { atDraw } from './band.ts'
import { allReduce, type Group } from './collectives.ts'
import type { CostModel, CostSetup } from './cost-setup.ts'
import { draft, type TargetPass } from './draft.ts'
import { elementwise } from './elementwise.ts'
import { experts } from './experts.ts'
import { findLinearFit, isLinear, linearForm } from './linear-form.ts'
import { linearLayers } from './linear-layers.ts'
import { gatherLogits, outputHead, sampling } from './logits.ts'
import { addCost, createCost, free, type TokenOperator, termOf, type WorkOperator } from './operator.ts'
import { overhead } from './overhead.ts'
import { pipelineHops } from './pipeline-hop.ts'
import { ratesOf } from './rates.ts'
import { shardOf } from './shard.ts'
import { createWork, type Work } from './work.ts'

const TABLE_ROWS = 16_384

export function createCostModel(setup: CostSetup): CostModel {
  const { model, accelerator, precision, placement } = setup
  const settings = atDraw(setup.settings)
  const duty = setup.duty ?? 'whole'
  const linear = isLinear(settings)
    ? findLinearFit(settings, { model: model.id, accelerator: accelerator.id, shape: placement, duty })
    : null
  if (linear) return linearForm({ ...setup, settings }, linear)
  const { coefficients, kernels, quantised, plain, moving, roof } = ratesOf({ ...setup, settings })
  const shard = shardOf(model, placement)

  const group = (ranks: number, devicesAcross: number): Group => ({
    ranks,
    link: devicesAcross <= accelerator.node ? setup.peerLink : (setup.nodeLink ?? find(links, 'infiniband-ndr')),
  })
  const tensorGroup = group(shard.tensor, shard.tensor)
  const expertGroup = group(shard.expertSpread, shard.expertSpread)
  const stageGroup = group(shard.stages, shard.devices)

  // Attention is summed over tensor ranks in every layer, the feed-forward in those where no expert exchange does it.
  const exchangesExperts = shard.expertSpread > 1 && (shard.expertParallel || shard.data > 1)
  const feedForwardSums = exchangesExperts ? shard.denseLayers : shard.layers
  const allReduces = shard.tensor > 1 ? shard.layers + feedForwardSums : 0

  const hops = pipelineHops(stageGroup, model.dim, coefficients)
  const tokenOperators: readonly TokenOperator[] = [
    ...linearLayers({ model, shard, precision, quantised, plain }),
    elementwise(model, shard, moving),
    allReduce({ group: tensorGroup, dim: model.dim, times: allReduces }, coefficients, kernels),
    hops,
    // Fitted kernels come with their launches; the overhead of a layer was fitted with plain ones.
    overhead('layer overhead', (kernels?.layerGap ?? coefficients.layer) * shard.layers),
    overhead('iteration overhead', coefficients.iteration),
  ]
  const attention = attentionLayers(model, shard, precision)
  const decode = attentionDecode(attention, plain)
  const head = outputHead(model.dim, shard.vocabulary, plain)
  const expertOperators: WorkOperator[] = []
  if (model.experts) {
    const shape = { dim: model.dim, gated: model.gated, bytesPerWeight: bytesPerWeight(precision.weights) }
    const { expertDim, expertLayers } = shard
    expertOperators.push(experts({ ...shape, expertDim, expertLayers, block: coefficients.expertBlock }, quantised))
    if (exchangesExperts) {
      const dispatchBytes = precision.weights === 'fp8' || precision.weights === 'int8' ? 1 : 2
      const exchange = { group: expertGroup, dim: model.dim, expertLayers: shard.expertLayers, dispatchBytes }
      expertOperators.push(
        shard.expertParallel ? dispatchAndCombine(exchange, coefficients) : gatherAndScatter(exchange, coefficients),
      )
    }
  }

  const tokenTime = tabulated(sumOf(tokenOperators))
  // What the rows of logits cost depends on their number alone, too.
  const rowOperators: readonly TokenOperator[] = [
    head,
    ...(shard.tensor > 1 ? [gatherLogits(model.vocabulary, tensorGroup, coefficients)] : []),
    sampling(model.vocabulary, moving),
  ]
  const rowTime = tabulated(sumOf(rowOperators))
  const prefill = attentionPrefill(attention, shard.data, plain)
  const target = { model, tokenTime, tokenOperators, decode, head, expertOperators }
  const drafting = draft(setup.draftCost ?? 0, targetPassOf(target))
  const workOperators: readonly WorkOperator[] = [prefill, decode, ...expertOperators]
  const scratch = createCost()

  const requireExperts = (work: Work): void => {
    if (model.experts && work.tokens > 0 && work.experts.layers === 0)
      throw new InvariantError(`${model.id} has ${model.experts.count} experts, but the gate filled in no layer`)
  }

  // Written out and not a loop: each call has one target, which the compiler can inline.
  const iteration = (work: Work): Seconds => {
    requireExperts(work)
    let time = tokenTime(work.peakTokens) + rowTime(work.logitRows)
    if (work.prefillSequences > 0) {
      prefill.measure(work, scratch)
      time += scratch.time
    }
    if (work.decodeSequences > 0) {
      decode.measure(work, scratch)
      time += scratch.time
    }
    for (let i = 0; i < expertOperators.length; i++) {
      expertOperators[i].measure(work, scratch)
      time += scratch.time
    }
    if (work.draftPasses > 0) {
      drafting.measure(work, scratch)
      time += scratch.time
    }
    return time
  }

  return {
    iteration,
    stage(work) {
      if (shard.stages === 1) return iteration(work)
      const time = iteration(work)
      hops.measure(work.peakTokens, scratch)
      return (time - scratch.time) / shard.stages
    },
    explain(work) {
      requireExperts(work)
      const terms: OperatorTerm[] = []
      const add = (operator: string): void => {
        if (scratch.time > 0) terms.push(termOf(operator, scratch))
      }
      for (const { operator, measure } of tokenOperators) {
        measure(work.peakTokens, scratch)
        add(operator)
      }
      for (const { operator, measure } of rowOperators) {
        measure(work.logitRows, scratch)
        add(operator)
      }
      for (const { operator, measure } of workOperators) {
        measure(work, scratch)
        add(operator)
      }
      drafting.explain(work, scratch)
      add(drafting.operator)
      return terms
    },
    roof,
  }
}

/** Time of all operators together. */
function sumOf(operators: readonly TokenOperator[]): (count: Tokens) => Seconds {
  const cost = createCost()
  return (count) => {
    let time = 0
    for (const operator of operators) {
      operator.measure(count, cost)
      time += cost.time
    }
    return time
  }
}

/** The same function, remembered for counts up to TABLE_ROWS. */
function tabulated(timeOf: (count: Tokens) => Seconds): (count: Tokens) => Seconds {
  const table = new Float64Array(TABLE_ROWS + 1).fill(Number.NaN)
  return (count) => {
    if (count > TABLE_ROWS) return timeOf(count)
    const known = table[count]
    if (!Number.isNaN(known)) return known
    table[count] = timeOf(count)
    return table[count]
  }
}

interface TargetParts {
  readonly model: Model
  readonly tokenTime: (tokens: Tokens) => Seconds
  readonly tokenOperators: readonly TokenOperator[]
  readonly decode: WorkOperator
  readonly head: TokenOperator
  readonly expertOperators: readonly WorkOperator[]
}

/** A pass of one token a sequence, for the draft. Writes into costs of its own: it runs inside another measure. */
function targetPassOf({ model, tokenTime, tokenOperators, decode, head, expertOperators }: TargetParts): TargetPass {
  const part = createCost()
  const pass = createWork()
  const { experts } = model
  pass.experts.layers = experts ? 1 : 0
  const fill = (rows: number, work: Work): void => {
    pass.tokens = rows
    pass.logitRows = rows
    pass.decodeSequences = work.decodeSequences
    pass.decodeContext = work.decodeContext
    pass.decodePairs = work.decodeContext
    if (experts) {
      pass.experts.unique[0] = experts.active
      pass.experts.peakUnique[0] = experts.active
      pass.experts.peakPairs[0] = rows * experts.active
    }
  }
  return {
    time(rows, work) {
      fill(rows, work)
      let time = tokenTime(rows)
      decode.measure(pass, part)
      time += part.time
      head.measure(rows, part)
      time += part.time
      for (const operator of expertOperators) {
        operator.measure(pass, part)
        time += part.time
      }
      return time
    },
    measure(rows, work, cost) {
      fill(rows, work)
      free(cost)
      const add = (): void => {
        // What goes over links is no traffic of memory, which is what most of a pass is.
        if (part.network > 0) part.bytes = 0
        addCost(cost, part)
      }
      for (const operator of [...tokenOperators, head]) {
        operator.measure(rows, part)
        add()
      }
      for (const operator of [decode, ...expertOperators]) {
        operator.measure(pass, part)
        add()
      }
    },
  }
}

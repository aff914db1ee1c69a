/** The KV capacity term by term, each with its formula and the numbers in it: read-outs, number cards, `cli describe`. */

import { parameterCounts } from '../../../formulas/parameter-counts.ts'
import type { Fact } from '../../../kernel/engine.ts'
import type { CapacityQuestion, CapacityTerms } from './capacity-terms.ts'
import { gigabytes, grouped } from './capacity-words.ts'

export function capacityFacts(question: CapacityQuestion, terms: CapacityTerms, blocks: number): readonly Fact[] {
  const { model, accelerator, precision, placement, settings, blockTokens } = question
  const { usable, weights, activations, graphs, left, kvBytesPerToken } = terms
  const { tensor, pipeline, data } = placement
  const devices = tensor * pipeline * data
  return [
    {
      id: 'parameters',
      label: 'Parameters',
      value: parameterCounts(model).total,
      unit: 'parameters',
      formula: 'computed from the shapes of the model',
      source: model.source,
    },
    {
      id: 'usable-memory',
      label: 'Memory for the engine, per device',
      value: usable,
      unit: 'B',
      formula: `memory × utilisation = ${gigabytes(accelerator.memory)} × ${question.utilisation} = ${gigabytes(usable)}`,
      source: accelerator.source,
    },
    {
      id: 'weights',
      label: 'Weights, per device',
      value: weights,
      unit: 'B',
      formula:
        devices === 1
          ? `all weights in ${precision.weights}, tables in bf16 = ${gigabytes(weights)}`
          : `share of the fullest of ${devices} devices (tensor ${tensor}, pipeline ${pipeline}, data ${data}) in ${precision.weights} = ${gigabytes(weights)}`,
      source: model.source,
    },
    {
      id: 'activations',
      label: 'Activation peak, per device',
      value: activations,
      unit: 'B',
      formula: `factor × tokens × buffers of a layer + rows of logits × 4 B = ${settings.activationFactor} × ${grouped(question.tokenLimit)} tokens, ${grouped(question.maxRunning)} rows × ${grouped(model.vocabulary)} = ${gigabytes(activations)}`,
    },
    {
      id: 'graph-memory',
      label: 'Graphs and context, per device',
      value: graphs,
      unit: 'B',
      formula: `set: ${gigabytes(graphs)}`,
    },
    {
      id: 'kv-bytes-per-token',
      label: 'KV bytes per token, per device',
      value: kvBytesPerToken,
      unit: 'B',
      formula: kvFormula(question, kvBytesPerToken),
      source: model.source,
    },
    {
      id: 'kv-blocks',
      label: data > 1 ? 'KV blocks, per data-parallel rank' : 'KV blocks',
      value: blocks,
      unit: 'blocks',
      formula: `⌊(usable − weights − activations − graphs) / (block × KV bytes)⌋ = ⌊${gigabytes(left)} / (${blockTokens} × ${grouped(kvBytesPerToken)} B)⌋ = ${grouped(blocks)}`,
    },
    {
      id: 'kv-tokens',
      label: data > 1 ? 'KV capacity, per data-parallel rank' : 'KV capacity',
      value: blocks * blockTokens,
      unit: 'tokens',
      formula: `blocks × block = ${grouped(blocks)} × ${blockTokens} = ${grouped(blocks * blockTokens)}${
        model.attention.window ? '; layers with a sliding window keep all positions' : ''
      }`,
    },
  ]
}

function kvFormula({ model, placement, precision }: CapacityQuestion, bytes: number): string {
  const { attention } = model
  const layers = Math.ceil(model.layers / placement.pipeline)
  const value = precision.kv === 'bf16' ? 2 : 1
  if (attention.kind === 'latent') {
    return `layers × (rank + rotary) × bytes = ${layers} × (${attention.kvRank ?? 0} + ${attention.ropeDim ?? 0}) × ${value} B = ${grouped(bytes)} B`
  }
  const kvHeads = Math.ceil(attention.kvHeads / placement.tensor)
  return `2 × layers × KV heads × head × bytes = 2 × ${layers} × ${kvHeads} × ${attention.headDim} × ${value} B = ${grouped(bytes)} B`
}

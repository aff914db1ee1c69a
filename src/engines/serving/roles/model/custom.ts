/**
 * A model by its figures, flat so that each is a field of the form; `modelKnobs` is the way back, for a pasted config.json.
 * Defaults are Llama-3.1-8B. 0 switches a part off: experts, latent attention (kvRank), sliding window.
 */
import * as z from 'zod'
import type { Model } from '../../../../catalog/model.ts'
import type { Definition } from '../../contracts/definition.ts'

interface Range {
  readonly value: number
  readonly min: number
  readonly max: number
}

const figure = ({ value, min, max }: Range, label: string, help: string, level: 'basic' | 'advanced' = 'advanced') =>
  z
    .int()
    .min(min)
    .max(max)
    .default(value)
    .meta({ label, help, level, slider: [min, max], scale: min > 0 ? 'log' : 'linear' })

const knobs = z
  .strictObject({
    layers: figure({ value: 32, min: 1, max: 512 }, 'Layers', 'Weights, KV bytes and time all grow with it.', 'basic'),
    dim: figure({ value: 4096, min: 16, max: 65_536 }, 'Width', 'Hidden size: weights grow with it.', 'basic'),
    heads: figure({ value: 32, min: 1, max: 1024 }, 'Heads', 'Query heads: attention FLOP grow with them.'),
    kvHeads: figure({ value: 8, min: 1, max: 1024 }, 'KV heads', 'Fewer heads keep fewer KV bytes a token.', 'basic'),
    headDim: figure({ value: 128, min: 1, max: 1024 }, 'Head width', 'KV bytes and attention FLOP grow with it.'),
    feedForward: figure({ value: 14_336, min: 1, max: 1_000_000 }, 'Feed-forward width', 'Dense weights grow with it.'),
    gated: z.boolean().default(true).meta({
      label: 'Gated feed-forward',
      help: 'Three matrices (SwiGLU) instead of two: half as many weights again.',
      level: 'advanced',
    }),
    vocabulary: figure(
      { value: 128_256, min: 2, max: 2_000_000 },
      'Vocabulary',
      'Embedding and output head grow with it.',
    ),
    tiedEmbedding: z.boolean().default(false).meta({
      label: 'Tied embedding',
      help: 'Embedding and output head share their weights: one table less in memory.',
      level: 'advanced',
    }),
    experts: figure({ value: 0, min: 0, max: 512 }, 'Experts', 'Routed experts of a layer; 0 for a dense model.'),
    activeExperts: figure({ value: 0, min: 0, max: 512 }, 'Experts a token', 'Work per token grows with it.'),
    sharedExperts: figure({ value: 0, min: 0, max: 64 }, 'Shared experts', 'Experts that every token goes through.'),
    expertDim: figure({ value: 0, min: 0, max: 1_000_000 }, 'Expert width', 'Inner width of one expert.'),
    denseLayers: figure({ value: 0, min: 0, max: 512 }, 'Dense layers', 'First layers that have no experts.'),
    kvRank: figure(
      { value: 0, min: 0, max: 65_536 },
      'KV rank',
      'Latent attention: width of the compressed KV; 0 for none.',
    ),
    queryRank: figure(
      { value: 0, min: 0, max: 65_536 },
      'Query rank',
      'Latent attention: width of the compressed query.',
    ),
    ropeDim: figure(
      { value: 0, min: 0, max: 1024 },
      'Rotary width',
      'Latent attention: part of a head with a position.',
    ),
    valueDim: figure({ value: 0, min: 0, max: 1024 }, 'Value width', 'Latent attention: width of a head’s value.'),
    windowTokens: figure(
      { value: 0, min: 0, max: 10_000_000 },
      'Sliding window',
      'Tokens such a layer looks back; 0 for none.',
    ),
    windowLayers: figure({ value: 0, min: 0, max: 512 }, 'Layers with window', 'They read at most a window of the KV.'),
    maxPositions: figure(
      { value: 131_072, min: 1, max: 100_000_000 },
      'Positions',
      'Longest context it was trained for.',
    ),
  })
  .refine((model) => model.kvHeads <= model.heads, { path: ['kvHeads'], message: 'more KV heads than heads' })
  .refine((model) => model.activeExperts <= model.experts, {
    path: ['activeExperts'],
    message: 'more experts a token than experts',
  })
  .refine((model) => model.experts === 0 || (model.activeExperts > 0 && model.expertDim > 0), {
    path: ['expertDim'],
    message: 'experts need a width and at least one a token',
  })
  .refine((model) => model.denseLayers <= model.layers, {
    path: ['denseLayers'],
    message: 'more dense layers than layers',
  })
  .refine((model) => model.windowLayers <= model.layers, {
    path: ['windowLayers'],
    message: 'more layers with a window than layers',
  })

export type ModelKnobs = z.output<typeof knobs>

export const customModel: Definition<'custom', typeof knobs, Model, null> = {
  id: 'custom',
  isFromKnobs: true,
  role: 'model',
  title: 'Custom model',
  help: 'Any transformer by its figures, or by a pasted config.json.',
  knobs,
  create: modelOf,
}

function modelOf(figures: ModelKnobs): Model {
  const { heads, kvHeads, headDim, kvRank, queryRank, ropeDim, windowTokens, windowLayers } = figures
  const window = windowTokens > 0 && windowLayers > 0 ? { window: { tokens: windowTokens, layers: windowLayers } } : {}
  return {
    id: 'custom',
    title: 'Custom model',
    layers: figures.layers,
    dim: figures.dim,
    attention:
      kvRank > 0
        ? {
            kind: 'latent',
            heads,
            kvHeads,
            headDim,
            kvRank,
            queryRank,
            ropeDim,
            valueDim: figures.valueDim || headDim,
            ...window,
          }
        : { kind: 'grouped', heads, kvHeads, headDim, ...window },
    feedForward: figures.feedForward,
    gated: figures.gated,
    vocabulary: figures.vocabulary,
    tiedEmbedding: figures.tiedEmbedding,
    ...(figures.experts > 0
      ? {
          experts: {
            count: figures.experts,
            active: figures.activeExperts,
            shared: figures.sharedExperts,
            dim: figures.expertDim,
            denseLayers: figures.denseLayers,
          },
        }
      : {}),
    maxPositions: figures.maxPositions,
    source: 'given in the document',
  }
}

/** The knobs that make this model: `customModel.create(modelKnobs(model))` is it again, under another name. */
export function modelKnobs(model: Model): ModelKnobs {
  const { attention, experts } = model
  const isLatent = attention.kind === 'latent'
  return {
    layers: model.layers,
    dim: model.dim,
    heads: attention.heads,
    kvHeads: attention.kvHeads,
    headDim: attention.headDim,
    feedForward: model.feedForward,
    gated: model.gated,
    vocabulary: model.vocabulary,
    tiedEmbedding: model.tiedEmbedding,
    experts: experts?.count ?? 0,
    activeExperts: experts?.active ?? 0,
    sharedExperts: experts?.shared ?? 0,
    expertDim: experts?.dim ?? 0,
    denseLayers: experts?.denseLayers ?? 0,
    kvRank: isLatent ? (attention.kvRank ?? 0) : 0,
    queryRank: isLatent ? (attention.queryRank ?? 0) : 0,
    ropeDim: isLatent ? (attention.ropeDim ?? 0) : 0,
    valueDim: isLatent ? (attention.valueDim ?? attention.headDim) : 0,
    windowTokens: attention.window?.tokens ?? 0,
    windowLayers: attention.window?.layers ?? 0,
    maxPositions: model.maxPositions,
  }
}

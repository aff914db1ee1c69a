/**
 * Any model from its Hugging Face config.json: pasted text in, a Model or the problems out.
 *
 * Reads decoder-only transformers with multi-head, grouped, multi-query or latent attention, sliding windows, and dense,
 * gated or mixture-of-experts feed-forwards. Quantisation is not read: precision is a choice of the set-up.
 */
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { ALTERNATING_WINDOW, figures, MULTI_QUERY, PLAIN_FEED_FORWARD, TIED, UNSUPPORTED } from './config-families.ts'
import { type ConfigObject, type ConfigReader, createConfigReader, isObject } from './config-reader.ts'
import type { Attention, Experts, Model } from './model.ts'

/** A config.json is a few kilobytes; more is another file. */
const LONGEST_TEXT = 1_000_000

export function parseHuggingFaceConfig(text: string): Result<Model> {
  const root = readObject(text)
  if (!root.ok) return root
  const config = languagePart(root.value)
  const reader = createConfigReader(config)
  const family = reader.text('model_type') || createConfigReader(root.value).text('model_type')

  const unsupported = unsupportedBecause(family, reader)
  if (unsupported) return failure(unsupported)

  const layers = reader.required(figures.layers)
  const dim = reader.required(figures.dim)
  const vocabulary = reader.required(figures.vocabulary)
  const attention = readAttention(reader, family, { layers, dim })
  const experts = readExperts(reader, family, layers)
  const feedForward = readFeedForward(reader, family, dim, experts)
  const maxPositions = reader.optional(figures.maxPositions)
  if (reader.problems.length > 0) return failure(...reader.problems)

  const name = createConfigReader(root.value).text('_name_or_path') || architecture(root.value) || family
  return success({
    id: 'custom',
    title: name.slice(0, 80) || 'Pasted model',
    layers,
    dim,
    attention,
    feedForward,
    gated: !PLAIN_FEED_FORWARD.has(family),
    vocabulary,
    tiedEmbedding: reader.flag('tie_word_embeddings', TIED.has(family)),
    ...(experts ? { experts } : {}),
    maxPositions: maxPositions ?? 4096,
    source: maxPositions === null ? 'pasted config.json; positions not given, 4,096 assumed' : 'pasted config.json',
  })
}

function readObject(text: string): Result<ConfigObject> {
  const problem = (code: string, message: string): Problem => ({
    code,
    message,
    remedy: 'Paste the whole config.json of a model, from its first { to its last }.',
    path: 'setup.model',
  })
  if (text.length > LONGEST_TEXT) {
    const megabytes = (text.length / 1e6).toFixed(1)
    return failure(
      problem('config-too-long', `The text has ${megabytes} million characters; a config.json has thousands.`),
    )
  }
  if (text.trim() === '') return failure(problem('config-empty', 'There is no text to read.'))
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const end = text.trimEnd().endsWith('}') ? '' : ' It does not end with a closing brace, so it may be cut off.'
    return failure(problem('config-not-json', `The ${text.length} characters given are not valid JSON.${end}`))
  }
  if (!isObject(value)) return failure(problem('config-not-object', 'The text is JSON, but not an object with keys.'))
  return success(value)
}

/** Models with images or sound keep the decoder's figures one level down. */
function languagePart(root: ConfigObject): ConfigObject {
  for (const key of ['text_config', 'language_config', 'llm_config']) {
    const part = Object.hasOwn(root, key) ? root[key] : undefined
    // A tied flag may stand outside only.
    if (isObject(part)) return 'tie_word_embeddings' in part ? part : { ...pickTied(root), ...part }
  }
  return root
}

const pickTied = (root: ConfigObject): ConfigObject =>
  typeof root.tie_word_embeddings === 'boolean' ? { tie_word_embeddings: root.tie_word_embeddings } : {}

function architecture(root: ConfigObject): string {
  const first = Array.isArray(root.architectures) ? root.architectures[0] : undefined
  return typeof first === 'string' ? first : ''
}

function unsupportedBecause(family: string, reader: ConfigReader): Problem | null {
  const hasLinearLayers = reader
    .words('layer_types')
    ?.some((type) => !type.includes('attention') || type.includes('linear'))
  const reason = Object.hasOwn(UNSUPPORTED, family)
    ? UNSUPPORTED[family]
    : reader.flag('is_encoder_decoder', false)
      ? 'it has an encoder and cross-attention'
      : hasLinearLayers
        ? 'some of its layer_types keep a fixed state instead of KV'
        : null
  if (reason === null) return null
  return {
    code: 'config-architecture-unknown',
    message: `The architecture ${family || 'of this file'} cannot be costed: ${reason}.`,
    remedy: 'Choose a decoder-only transformer, or enter the nearest one as a custom model.',
    path: 'setup.model',
  }
}

interface Size {
  readonly layers: number
  readonly dim: number
}

function readAttention(reader: ConfigReader, family: string, { layers, dim }: Size): Attention {
  const heads = reader.required(figures.heads)
  const window = readWindow(reader, family, layers)
  const kvRank = reader.optional(figures.kvRank)
  if (kvRank !== null) {
    const headDim = reader.required(figures.plainDim)
    const ropeDim = reader.required(figures.ropeDim)
    const valueDim = reader.required(figures.valueDim)
    const queryRank = reader.optional(figures.queryRank) ?? 0
    return { kind: 'latent', heads, kvHeads: heads, headDim, kvRank, queryRank, ropeDim, valueDim, ...window }
  }
  const isMultiQuery = MULTI_QUERY.has(family) && reader.flag('multi_query', family === 'gpt_bigcode')
  const oneHead = isMultiQuery && !reader.flag('new_decoder_architecture', false)
  const kvHeads = oneHead ? 1 : (reader.optional(figures.kvHeads) ?? heads)
  const headDim = reader.optional(figures.headDim) ?? dim / heads
  const wrong = (message: string, remedy: string): void => {
    reader.problems.push({ code: 'config-heads-do-not-fit', message, remedy, path: 'setup.model' })
  }
  if (heads % kvHeads !== 0 || kvHeads > heads) {
    wrong(
      `${heads} heads cannot share ${kvHeads} KV heads evenly.`,
      'Check num_attention_heads and num_key_value_heads.',
    )
  }
  if (Number.isFinite(headDim) && !Number.isInteger(headDim)) {
    wrong(`A width of ${dim} does not divide into ${heads} heads.`, 'Add "head_dim" with the width of a head.')
  }
  return { kind: 'grouped', heads, kvHeads, headDim, ...window }
}

function readWindow(reader: ConfigReader, family: string, layers: number): Pick<Attention, 'window'> {
  const tokens = reader.flag('use_sliding_window', true) ? reader.optional(figures.window) : null
  if (tokens === null) return {}
  const windowLayers = countWindowLayers(reader, family, layers)
  return windowLayers > 0 ? { window: { tokens, layers: windowLayers } } : {}
}

function countWindowLayers(reader: ConfigReader, family: string, layers: number): number {
  const types = reader.words('layer_types')
  if (types) return Math.min(layers, types.filter((type) => type === 'sliding_attention').length)
  const pattern = reader.optional(figures.windowPattern) // every pattern-th layer sees everything
  if (pattern !== null) return layers - Math.floor(layers / pattern)
  if (family === 'gemma3' || family === 'gemma3_text') return layers - Math.floor(layers / 6)
  if (ALTERNATING_WINDOW.has(family)) return Math.ceil(layers / 2)
  // Qwen: only layers from max_window_layers on have the window, and only where use_sliding_window says so.
  const whole = family.startsWith('qwen') ? reader.optional(figures.wholeLayers) : null
  return Math.max(0, layers - (whole ?? 0))
}

function readExperts(reader: ConfigReader, family: string, layers: number): Experts | null {
  const count = reader.optional(figures.experts)
  if (count === null || count <= 1) return null
  const active = reader.required(figures.activeExperts)
  const dim = reader.optional(figures.expertDim) ?? expertDimElsewhere(reader, family)
  const sharedDim = reader.optional(figures.sharedDim)
  const shared = reader.optional(figures.sharedExperts) ?? (sharedDim ? Math.round(sharedDim / dim) : 0)
  if (active > count) {
    reader.problems.push({
      code: 'config-experts-do-not-fit',
      message: `A token goes through ${active} experts, but there are ${count}.`,
      remedy: 'Check num_experts_per_tok.',
      path: 'setup.model',
    })
  }
  const flags = reader.list('moe_layer_freq') // one a layer in some families, 0 where it is dense
  const step = flags ? 1 : (reader.optional(figures.expertStep) ?? 1)
  const listed = flags ? flags.filter((flag) => flag === 0).length : (reader.list('mlp_only_layers')?.length ?? 0)
  const first = reader.optional(figures.firstDense) ?? listed
  const denseLayers = Math.min(layers, step > 1 ? layers - Math.floor(layers / step) : first)
  return { count, active, shared: family.startsWith('llama4') ? 1 : shared, dim, denseLayers }
}

/** Mixtral, gpt-oss and Llama 4 call the width of an expert `intermediate_size`. */
function expertDimElsewhere(reader: ConfigReader, family: string): number {
  const figure = family === 'dbrx' ? figures.feedForward : { ...figures.feedForward, keys: ['intermediate_size'] }
  return reader.required({ ...figure, label: 'Expert width' })
}

/** Without a figure, four times the width is what plain families mean; gated ones have no such rule. */
function readFeedForward(reader: ConfigReader, family: string, dim: number, experts: Experts | null): number {
  const given = reader.optional(figures.feedForward)
  if (given !== null) return given
  if (PLAIN_FEED_FORWARD.has(family)) return 4 * dim
  return experts ? experts.dim : reader.required(figures.feedForward)
}

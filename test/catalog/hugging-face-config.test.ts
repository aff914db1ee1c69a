import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { find } from '../../src/catalog/find.ts'
import { parseHuggingFaceConfig } from '../../src/catalog/hugging-face-config.ts'
import type { Model } from '../../src/catalog/model.ts'
import { models } from '../../src/catalog/models.ts'

const llama = {
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  hidden_size: 4096,
  intermediate_size: 14336,
  max_position_embeddings: 131072,
  num_attention_heads: 32,
  num_hidden_layers: 32,
  num_key_value_heads: 8,
  tie_word_embeddings: false,
  vocab_size: 128256,
}

const parse = (config: object) => parseHuggingFaceConfig(JSON.stringify(config))

/** The model, or the problems in the failure message. */
function modelOf(config: object): Model {
  const result = parse(config)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

const problemsOf = (text: string) => {
  const result = parseHuggingFaceConfig(text)
  return result.ok ? [] : result.problems
}

/** Everything but the name. */
const shapeOf = ({ id: _, title: __, source: ___, ...shape }: Model) => shape

describe('a pasted config.json', () => {
  it('of Llama 3.1 8B gives the model of the catalogue', () => {
    expect(shapeOf(modelOf(llama))).toEqual(shapeOf(find(models, 'llama-3.1-8b')))
    expect(modelOf(llama).title).toBe('LlamaForCausalLM')
  })

  it('of DeepSeek-V3 gives latent attention and its experts', () => {
    const config = {
      model_type: 'deepseek_v3',
      hidden_size: 7168,
      num_hidden_layers: 61,
      num_attention_heads: 128,
      num_key_value_heads: 128,
      kv_lora_rank: 512,
      q_lora_rank: 1536,
      qk_nope_head_dim: 128,
      qk_rope_head_dim: 64,
      v_head_dim: 128,
      intermediate_size: 18432,
      moe_intermediate_size: 2048,
      n_routed_experts: 256,
      n_shared_experts: 1,
      num_experts_per_tok: 8,
      first_k_dense_replace: 3,
      moe_layer_freq: 1,
      vocab_size: 129280,
      max_position_embeddings: 163840,
      tie_word_embeddings: false,
    }
    expect(shapeOf(modelOf(config))).toEqual(shapeOf(find(models, 'deepseek-v3')))
  })

  it('of gpt-oss counts the layers with a sliding window from layer_types', () => {
    const config = {
      model_type: 'gpt_oss',
      hidden_size: 2880,
      num_hidden_layers: 24,
      num_attention_heads: 64,
      num_key_value_heads: 8,
      head_dim: 64,
      intermediate_size: 2880,
      num_local_experts: 32,
      num_experts_per_tok: 4,
      sliding_window: 128,
      layer_types: Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? 'sliding_attention' : 'full_attention')),
      vocab_size: 201088,
      max_position_embeddings: 131072,
      tie_word_embeddings: false,
    }
    expect(shapeOf(modelOf(config))).toEqual(shapeOf(find(models, 'gpt-oss-20b')))
  })

  it('of Qwen3 with use_sliding_window false has no window', () => {
    const config = {
      ...llama,
      model_type: 'qwen3',
      sliding_window: 4096,
      use_sliding_window: false,
      max_window_layers: 28,
    }
    expect(modelOf(config).attention.window).toBeUndefined()
  })

  it('of Mistral 0.1 has a window in every layer', () => {
    const config = { ...llama, model_type: 'mistral', sliding_window: 4096 }
    expect(modelOf(config).attention.window).toEqual({ tokens: 4096, layers: 32 })
  })

  it('of GPT-2 is plain, tied and multi-head, with the old names', () => {
    const gpt2 = {
      model_type: 'gpt2',
      n_embd: 768,
      n_head: 12,
      n_layer: 12,
      n_positions: 1024,
      vocab_size: 50257,
      n_inner: null,
    }
    const { feedForward, gated, tiedEmbedding, attention, maxPositions } = modelOf(gpt2)
    expect({ feedForward, gated, tiedEmbedding, maxPositions }).toEqual({
      feedForward: 4 * 768,
      gated: false,
      tiedEmbedding: true,
      maxPositions: 1024,
    })
    expect(attention).toEqual({ kind: 'grouped', heads: 12, kvHeads: 12, headDim: 64 })
  })

  it('of Falcon 7B keeps one KV head for all', () => {
    const falcon = {
      model_type: 'falcon',
      hidden_size: 4544,
      num_attention_heads: 71,
      num_hidden_layers: 32,
      multi_query: true,
      new_decoder_architecture: false,
      vocab_size: 65024,
    }
    expect(modelOf(falcon).attention).toEqual({ kind: 'grouped', heads: 71, kvHeads: 1, headDim: 64 })
    expect(modelOf(falcon).source).toContain('4,096 assumed')
  })

  it('of a model with images is read from its text_config', () => {
    const config = { model_type: 'mllama', text_config: { ...llama, num_hidden_layers: 40 }, vision_config: {} }
    expect(modelOf(config).layers).toBe(40)
  })
})

describe('a config.json that cannot be read', () => {
  it('names every missing figure with the keys that would give it', () => {
    const { num_hidden_layers: _, hidden_size: __, ...rest } = llama
    const problems = problemsOf(JSON.stringify(rest))
    expect(problems.map(({ code }) => code)).toEqual(['config-key-missing', 'config-key-missing'])
    expect(problems[0].message).toContain('num_hidden_layers, n_layer')
    expect(problems[0].remedy).toContain('"num_hidden_layers"')
  })

  it('tells cut-off text from a wrong file', () => {
    expect(problemsOf(JSON.stringify(llama).slice(0, 50))[0].message).toContain('cut off')
    expect(problemsOf('[1, 2]')[0].code).toBe('config-not-object')
    expect(problemsOf('  ')[0].code).toBe('config-empty')
    expect(problemsOf('x'.repeat(1_000_001))[0].code).toBe('config-too-long')
  })

  it('says the figure that is out of range', () => {
    const [problem] = problemsOf(JSON.stringify({ ...llama, num_hidden_layers: -3 }))
    expect(problem.message).toBe('Layers: num_hidden_layers is -3.')
    expect(problem.remedy).toBe('Give a whole number from 1 to 512.')
  })

  it('says which heads do not fit', () => {
    expect(problemsOf(JSON.stringify({ ...llama, num_key_value_heads: 5 }))[0].code).toBe('config-heads-do-not-fit')
    expect(problemsOf(JSON.stringify({ ...llama, hidden_size: 4100 }))[0].remedy).toContain('head_dim')
  })

  it('says why an architecture has no cost', () => {
    const [mamba] = problemsOf(JSON.stringify({ model_type: 'mamba', hidden_size: 768 }))
    expect(mamba.code).toBe('config-architecture-unknown')
    expect(mamba.message).toContain('state-space')
    expect(problemsOf(JSON.stringify({ is_encoder_decoder: true }))[0].message).toContain('encoder')
  })

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc
            .dictionary(fc.constantFrom(...Object.keys(llama), '__proto__'), fc.jsonValue())
            .map((o) => JSON.stringify({ ...llama, ...o })),
        ),
        (text) => {
          const result = parseHuggingFaceConfig(text)
          if (!result.ok) expect(result.problems.length).toBeGreaterThan(0)
          else
            expect(Number.isInteger(result.value.layers * result.value.dim * result.value.attention.headDim)).toBe(true)
        },
      ),
      { seed: 7, numRuns: 500 },
    )
  })
})

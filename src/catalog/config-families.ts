/**
 * What model families call things and take for granted when their config.json does not say. Recalled from the
 * Transformers library; a family not listed is read like Llama.
 */
import type { Figure } from './config-reader.ts'

export const figures = {
  layers: figure('Layers', ['num_hidden_layers', 'n_layer', 'n_layers', 'num_layers'], 512),
  dim: figure('Width', ['hidden_size', 'n_embd', 'd_model'], 65_536),
  heads: figure('Heads', ['num_attention_heads', 'n_head', 'n_heads', 'num_heads'], 1024),
  kvHeads: figure(
    'KV heads',
    ['num_key_value_heads', 'num_kv_heads', 'n_head_kv', 'multi_query_group_num', 'attn_config.kv_n_heads'],
    1024,
  ),
  headDim: figure('Head width', ['head_dim', 'attention_head_dim', 'kv_channels'], 1024),
  feedForward: figure(
    'Feed-forward width',
    [
      'intermediate_size_mlp',
      'intermediate_size',
      'ffn_dim',
      'n_inner',
      'ffn_hidden_size',
      'ffn_config.ffn_hidden_size',
    ],
    1_000_000,
  ),
  vocabulary: figure('Vocabulary', ['vocab_size', 'padded_vocab_size', 'n_vocab'], 2_000_000),
  maxPositions: figure(
    'Positions',
    ['max_position_embeddings', 'n_positions', 'seq_length', 'max_seq_len', 'max_sequence_length', 'n_ctx'],
    100_000_000,
  ),
  experts: figure(
    'Experts',
    ['num_local_experts', 'n_routed_experts', 'num_experts', 'moe_num_experts', 'ffn_config.moe_num_experts'],
    512,
    0,
  ),
  activeExperts: figure(
    'Experts a token',
    [
      'num_experts_per_tok',
      'num_experts_per_token',
      'experts_per_token',
      'moe_topk',
      'moe_top_k',
      'moe_k',
      'ffn_config.moe_top_k',
    ],
    512,
  ),
  sharedExperts: figure('Shared experts', ['n_shared_experts', 'num_shared_experts', 'moe_num_shared_experts'], 64, 0),
  sharedDim: figure('Shared expert width', ['shared_expert_intermediate_size'], 1_000_000, 0),
  expertDim: figure('Expert width', ['moe_intermediate_size', 'expert_ffn_hidden_size'], 1_000_000),
  firstDense: figure('Dense layers', ['first_k_dense_replace', 'moe_layer_start_index'], 512, 0),
  expertStep: figure(
    'Layers per layer with experts',
    ['decoder_sparse_step', 'interleave_moe_layer_step', 'moe_layer_freq', 'moe_layer_interval'],
    512,
  ),
  kvRank: figure('KV rank', ['kv_lora_rank'], 65_536),
  queryRank: figure('Query rank', ['q_lora_rank'], 65_536),
  plainDim: figure('Head width without position', ['qk_nope_head_dim'], 1024),
  ropeDim: figure('Rotary width', ['qk_rope_head_dim'], 1024),
  valueDim: figure('Value width', ['v_head_dim'], 1024),
  window: figure('Sliding window', ['sliding_window', 'attention_window'], 10_000_000),
  windowPattern: figure('Sliding-window pattern', ['sliding_window_pattern', '_sliding_window_pattern'], 512),
  wholeLayers: figure('Layers before the window', ['max_window_layers'], 512, 0),
} as const

function figure(label: string, keys: readonly string[], most: number, least = 1): Figure {
  return { label, keys, least, most }
}

/** Two feed-forward matrices instead of three. */
export const PLAIN_FEED_FORWARD: ReadonlySet<string> = new Set([
  'gpt2',
  'gpt_bigcode',
  'gpt_neo',
  'gpt_neox',
  'gptj',
  'opt',
  'bloom',
  'falcon',
  'mpt',
  'phi',
  'starcoder2',
  'codegen',
  'nemotron',
])

/** Embedding and output head share weights unless the file says otherwise. */
export const TIED: ReadonlySet<string> = new Set([
  'gpt2',
  'gpt_bigcode',
  'opt',
  'bloom',
  'falcon',
  'mpt',
  'starcoder2',
  'gemma',
  'gemma2',
  'gemma3',
  'gemma3_text',
  'gemma3n',
  'cohere',
  'cohere2',
])

/** One KV head for all, where the file only says `multi_query: true`. */
export const MULTI_QUERY: ReadonlySet<string> = new Set(['falcon', 'gpt_bigcode', 'RefinedWebModel', 'RefinedWeb'])

/** Every second layer has the window, where the file does not list the layers. */
export const ALTERNATING_WINDOW: ReadonlySet<string> = new Set(['gemma2', 'gpt_oss'])

/** What the cost model has no form for, and what a form would need. */
export const UNSUPPORTED: Readonly<Record<string, string>> = {
  mamba: 'state-space layers keep a fixed state instead of a KV cache',
  mamba2: 'state-space layers keep a fixed state instead of a KV cache',
  rwkv: 'recurrent layers keep a fixed state instead of a KV cache',
  jamba: 'state-space layers between attention layers keep a fixed state instead of KV',
  bamba: 'state-space layers between attention layers keep a fixed state instead of KV',
  zamba2: 'state-space layers between attention layers keep a fixed state instead of KV',
  falcon_h1: 'state-space heads beside attention heads keep a fixed state',
  nemotron_h: 'state-space layers between attention layers keep a fixed state instead of KV',
  qwen3_next: 'linear-attention layers keep a fixed state instead of KV',
  recurrent_gemma: 'recurrent layers between attention layers keep a fixed state instead of KV',
  t5: 'it has an encoder and cross-attention',
  mt5: 'it has an encoder and cross-attention',
  bart: 'it has an encoder and cross-attention',
  whisper: 'it has an encoder and cross-attention',
  bert: 'it is an encoder and generates no tokens',
  roberta: 'it is an encoder and generates no tokens',
  'deberta-v2': 'it is an encoder and generates no tokens',
  vit: 'it is an encoder of images and generates no tokens',
  clip: 'it is an encoder and generates no tokens',
}

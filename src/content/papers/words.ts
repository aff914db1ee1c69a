/** The words of the papers that run. They stand apart from index.ts, which the command line reads: it knows no MDX. */
import type { LoadWords } from '../words.ts'

export const paperWords: Readonly<Record<string, LoadWords>> = {
  'dynamic-splitfuse': async () => (await import('./serving/dynamic-splitfuse/words.mdx')).Words,
  distserve: async () => (await import('./serving/distserve/words.mdx')).Words,
  flowprefill: async () => (await import('./serving/flowprefill/words.mdx')).Words,
  'pd-serve': async () => (await import('./serving/pd-serve/words.mdx')).Words,
  llumnix: async () => (await import('./serving/llumnix/words.mdx')).Words,
  'semi-pd': async () => (await import('./serving/semi-pd/words.mdx')).Words,
  jitserve: async () => (await import('./serving/jitserve/words.mdx')).Words,
  stream2llm: async () => (await import('./serving/stream2llm/words.mdx')).Words,
  batchllm: async () => (await import('./serving/batchllm/words.mdx')).Words,
  benchoverflow: async () => (await import('./serving/benchoverflow/words.mdx')).Words,
  'pte-tool-reasoning': async () => (await import('./serving/pte-tool-reasoning/words.mdx')).Words,
  'specdec-plus-plus': async () => (await import('./decoding/specdec-plus-plus/words.mdx')).Words,
  localleap: async () => (await import('./diffusion-and-experts/localleap/words.mdx')).Words,
  aeon: async () => (await import('./companions/aeon/words.mdx')).Words,
  'b-skiplist': async () => (await import('./companions/b-skiplist/words.mdx')).Words,
  powerwalk: async () => (await import('./companions/powerwalk/words.mdx')).Words,
  'g-rank': async () => (await import('./companions/g-rank/words.mdx')).Words,
  'expert-offloading-locality': async () =>
    (await import('./diffusion-and-experts/expert-offloading-locality/words.mdx')).Words,
  'double-sparsity': async () => (await import('./kv/double-sparsity/words.mdx')).Words,
  awq: async () => (await import('./kv/awq/words.mdx')).Words,
}

/**
 * The papers whose mechanism runs, each loaded when it is asked for; the others of the list are planned. A new one is its folder, a line
 * here and one in words.ts.
 */
import listed from './list.json' with { type: 'json' }
import type { ListedPaper, Paper } from './paper.ts'

export const papers: Readonly<Record<string, () => Promise<Paper>>> = {
  'dynamic-splitfuse': async () => (await import('./serving/dynamic-splitfuse/paper.ts')).dynamicSplitfuse,
  distserve: async () => (await import('./serving/distserve/paper.ts')).distserve,
  flowprefill: async () => (await import('./serving/flowprefill/paper.ts')).flowprefill,
  'pd-serve': async () => (await import('./serving/pd-serve/paper.ts')).pdServe,
  llumnix: async () => (await import('./serving/llumnix/paper.ts')).llumnix,
  'semi-pd': async () => (await import('./serving/semi-pd/paper.ts')).semiPd,
  jitserve: async () => (await import('./serving/jitserve/paper.ts')).jitserve,
  stream2llm: async () => (await import('./serving/stream2llm/paper.ts')).stream2llm,
  batchllm: async () => (await import('./serving/batchllm/paper.ts')).batchllm,
  benchoverflow: async () => (await import('./serving/benchoverflow/paper.ts')).benchoverflow,
  'pte-tool-reasoning': async () => (await import('./serving/pte-tool-reasoning/paper.ts')).pteToolReasoning,
  'specdec-plus-plus': async () => (await import('./decoding/specdec-plus-plus/paper.ts')).specdecPlusPlus,
  localleap: async () => (await import('./diffusion-and-experts/localleap/paper.ts')).localLeap,
  aeon: async () => (await import('./companions/aeon/paper.ts')).aeon,
  'b-skiplist': async () => (await import('./companions/b-skiplist/paper.ts')).bSkiplist,
  powerwalk: async () => (await import('./companions/powerwalk/paper.ts')).powerwalk,
  'g-rank': async () => (await import('./companions/g-rank/paper.ts')).gRank,
  'expert-offloading-locality': async () =>
    (await import('./diffusion-and-experts/expert-offloading-locality/paper.ts')).expertOffloadingLocality,
  'double-sparsity': async () => (await import('./kv/double-sparsity/paper.ts')).doubleSparsity,
  awq: async () => (await import('./kv/awq/paper.ts')).awq,
}

/** All that the lab is to cover, in the order of the families. */
export const listedPapers = listed as readonly ListedPaper[]

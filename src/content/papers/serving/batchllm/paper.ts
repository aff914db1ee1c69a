import type { Paper } from '../../paper.ts'
import { batchllm as judged } from './judged.ts'

export const batchllm: Paper = {
  id: 'batchllm',
  cite: 'Zheng et al., BatchLLM, MLSys 2026 (arXiv 2412.03594)',
  url: 'https://arxiv.org/abs/2412.03594',
  formula: {
    inputs: [
      { words: 'Members k', unit: 'requests', value: 8, from: 1, to: 64, step: 1 },
      { words: 'Prefix P', unit: 'tokens', value: 2000, from: 0, to: 8000, step: 50 },
      { words: 'Own part', unit: 'tokens', value: 400, from: 1, to: 4000, step: 50 },
    ],
    result: { words: 'Prompt tokens saved', unit: '%' },
    of: (members, prefix, own) => (100 * (members - 1) * prefix) / (members * (prefix + own)),
  },
  claim: {
    words: '1.1 to 2 × the throughput of vLLM on micro-benchmarks and two industrial loads.',
    setup: 'Offline batches with shared prefixes.',
  },
  judged,
  picture: {
    panels: ['iteration', 'kv'],
    notes: [
      { arm: 'a', track: 'iteration/0', is: 'largest', words: 'Every answer reads its whole prefix.' },
      { arm: 'b', track: 'iteration/0', is: 'largest', words: 'A prefix is read once for all who share it.' },
    ],
  },
  why: 'How much is gained hangs on how far apart the members of a group are and how much the cache holds; a file that is sorted by prefix has most of it for free. Attention reads a group’s prefix once here, too; that its kernels are fused is not simulated.',
  stops: 'alone',
  knob: {
    path: 'kv.capacityTokens',
    words: 'Room for KV: with 100,000 tokens grouping pays, with 400,000 the cache holds all prefixes anyway.',
  },
  bibtex: `@article{zheng2024batchllm,
  title   = {BatchLLM: Optimizing Large Batched LLM Inference with Global Prefix Sharing and Throughput-oriented Token Batching},
  author  = {Zheng, Zhen and Ji, Xin and Fang, Taosong and Zhou, Fanghao and Liu, Chuanjie and Peng, Gang},
  journal = {arXiv preprint arXiv:2412.03594},
  year    = {2024}
}`,
}

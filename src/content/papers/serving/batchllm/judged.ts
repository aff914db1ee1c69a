/** BatchLLM before the referee: groups, reordering and shared reading, against a cache with the file sorted by prefix. */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const budgets = [{ path: 'scheduler.tokenBudget', values: [512, 1024, 2048, 4096] }]

export const batchllm: Judged = {
  figure: 'Tokens a second',
  link: '#/lab?v=1&title=BatchLLM&accelerator=a100-80gb-sxm&cost.form=kernels&workload=prefix-batch&workload.members=8&workload.requests=800&workload.prefix=2000&workload.window=800&lengths.prompt=fixed&lengths.prompt.tokens=400&lengths.output=two-sizes&scheduler=chunked-prefill&batching.maxRunning=256&kv.capacityTokens=100000',
  arms: {
    groups: {
      role: 'mechanism',
      title: 'Groups, long answers first, read once',
      set: 'scheduler=prefix-groups&kvRead=shared-prefix',
      tuned: budgets,
    },
    cache: { role: 'baseline', title: 'Cache, order of the file', set: '', tuned: budgets },
    sorted: { role: 'baseline', title: 'Cache, file sorted by prefix', set: 'workload.window=1', tuned: budgets },
    order: { role: 'ablation', title: 'Groups and order, every position read', set: 'scheduler=prefix-groups' },
    kernel: {
      role: 'ablation',
      title: 'Cache, sorted, prefixes read once',
      set: 'workload.window=1&kvRead=shared-prefix',
    },
    ungrouped: {
      role: 'control',
      title: 'Order of the file, prefixes read once',
      set: 'scheduler=prefix-groups&scheduler.groups=false&scheduler.reorder=false&kvRead=shared-prefix',
    },
  },
  claim: {
    kind: 'range',
    metric: 'throughput',
    better: 'higher',
    low: 1.1,
    high: 2,
    evidence: { words: 'A', setup: 'A' },
  },
  assertions: [
    {
      id: 'over-cache',
      words: 'Over a cache and the order of the file groups bring more tokens a second.',
      of: { arm: 'groups', over: 'cache' },
      from: 1.05,
      to: 3,
    },
    {
      id: 'sorted',
      words: 'A file that is sorted by prefix has most of it for free.',
      of: { arm: 'order', over: 'sorted' },
      from: 0.85,
      to: 1.25,
    },
    {
      id: 'alone',
      words: 'Where nothing is shared the order hardly matters.',
      of: { arm: 'groups', over: 'cache', under: 'alone' },
      from: 0.9,
      to: 1.15,
    },
  ],
  sensitivity: [
    { id: 'alone', words: 'Nobody shares a prefix', set: 'workload.members=1' },
    { id: 'room', words: 'Memory for 300,000 tokens', set: 'kv.capacityTokens=300000' },
    { id: 'tight', words: 'Memory for 40,000 tokens', set: 'kv.capacityTokens=40000' },
    { id: 'short', words: 'Prefixes of 500 tokens', set: 'workload.prefix=500' },
    { id: 'h100', words: 'On an H100', set: 'accelerator=h100-sxm' },
  ],
  decides: ['scheduler/prefix-groups', 'kvRead/shared-prefix'],
}

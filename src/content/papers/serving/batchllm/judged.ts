/**
 * BatchLLM before the referee: groups, reordering and shared reading, against a cache with the file as it comes and with the file sorted
 * by prefix. The card's preset with a quarter of its groups, which fill a window of the shuffle as the card's do.
 */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const budgets = [{ path: 'scheduler.knobs.tokenBudget', values: [512, 1024] }]

export const batchllm: Judged = {
  figure: 'Tokens a second',
  link: '#/lab?v=1&title=BatchLLM&accelerator=a100-80gb-sxm&cost.form=kernels&workload=prefix-batch&workload.members=8&workload.requests=800&workload.prefix=2000&workload.window=800&lengths.prompt=fixed&lengths.prompt.tokens=400&lengths.output=two-sizes&scheduler=chunked-prefill&batching.maxRunning=256&kv.capacityTokens=100000',
  arms: {
    groups: {
      role: 'mechanism',
      title: 'Groups, long answers first, prefixes read once',
      set: 'scheduler=prefix-groups&kvRead=shared-prefix',
      tuned: budgets,
    },
    cache: { role: 'baseline', title: 'Cache, order of the file', set: '', tuned: budgets },
    sorted: { role: 'baseline', title: 'Cache, file sorted by prefix', set: 'workload.window=1', tuned: budgets },
    order: {
      role: 'ablation',
      title: 'Groups and order, every position read',
      set: 'scheduler=prefix-groups',
      tuned: budgets,
    },
    kernel: {
      role: 'ablation',
      title: 'Cache, file sorted, prefixes read once',
      set: 'workload.window=1&kvRead=shared-prefix',
      tuned: budgets,
    },
    ungrouped: {
      role: 'control',
      title: 'Order of the file, prefixes read once',
      set: 'scheduler=prefix-groups&scheduler.groups=false&scheduler.reorder=false&kvRead=shared-prefix',
      tuned: budgets,
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
      words: 'Over a cache and the order of the file groups bring about twice as many tokens a second.',
      of: { arm: 'groups', over: 'cache' },
      from: 1.9,
      to: 2.45,
    },
    {
      id: 'order',
      words: 'The order alone brings nothing over a file that is sorted by prefix.',
      of: { arm: 'order', over: 'sorted' },
      from: 0.97,
      to: 1.03,
    },
    {
      id: 'kernel',
      words: 'Beside a sorted file of which prefixes are read once, too, its scheduler brings nothing.',
      of: { arm: 'groups', over: 'kernel' },
      from: 0.975,
      to: 1.02,
    },
    {
      id: 'found',
      words: 'What can be shared is found: seven of eight members find their prefix.',
      of: { arm: 'groups', metric: 'kv.prefixHitRate' },
      from: 0.71,
      to: 0.735,
    },
    {
      id: 'alone',
      words: 'Where nothing is shared, long answers first cost some percent.',
      of: { arm: 'groups', over: 'cache', under: 'alone' },
      from: 0.93,
      to: 0.97,
    },
  ],
  sensitivity: [
    { id: 'alone', words: 'Nobody shares a prefix', set: 'workload.members=1' },
    { id: 'half', words: 'Half as many requests', set: 'workload.requests=400&workload.window=400' },
    { id: 'more', words: 'Half as many again', set: 'workload.requests=1200&workload.window=1200' },
    { id: 'room', words: 'Memory for 300,000 tokens', set: 'kv.capacityTokens=300000' },
    { id: 'tight', words: 'Memory for 40,000 tokens', set: 'kv.capacityTokens=40000' },
    { id: 'short', words: 'Prefixes of 500 tokens', set: 'workload.prefix=500' },
    { id: 'h100', words: 'On an H100', set: 'accelerator=h100-sxm' },
  ],
  decides: ['scheduler/prefix-groups'],
  survivors: {
    'scheduler/prefix-groups.forks':
      'Prompts share one stretch of text each: there are no branches within a group that could be cut off.',
    'scheduler/prefix-groups.joins':
      'Whoever joins needs blocks, and where the cache has none to give nobody joins whatever the share: to say yes always is noticed by nobody.',
  },
}

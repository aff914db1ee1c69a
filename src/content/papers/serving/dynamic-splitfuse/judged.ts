/** Dynamic SplitFuse before the referee: the card's preset and its own metric, against chunked prefill with its budget tuned alike. */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const budgets = [256, 512, 768, 1024, 2048]

export const dynamicSplitfuse: Judged = {
  figure: 'Effective throughput: answers a second that keep up with a reader',
  link: '#/lab?v=1&title=Dynamic+SplitFuse&accelerator=a100-80gb-sxm&model=llama-2-13b&cost.form=kernels&workload.rate=2&workload.requests=400&lengths.prompt.mean=1700&lengths.prompt.cv=0.3&lengths.output.mean=60&lengths.output.cv=0.3&clients.pace=4',
  arms: {
    splitfuse: {
      role: 'mechanism',
      title: 'SplitFuse',
      set: 'scheduler=splitfuse',
      tuned: [{ path: 'scheduler.tokenBudget', values: budgets }],
    },
    first: {
      role: 'baseline',
      title: 'Prompts first',
      set: 'scheduler=prefill-first',
      tuned: [{ path: 'scheduler.tokenLimit', values: [512, 1024, 2048, 4096, 8192] }],
    },
    joined: { role: 'baseline', title: 'Whole prompts join the answers', set: 'scheduler=fcfs' },
    chunked: {
      role: 'baseline',
      title: 'Chunked prefill',
      set: 'scheduler=chunked-prefill',
      tuned: [{ path: 'scheduler.tokenBudget', values: budgets }],
    },
    unguarded: {
      role: 'ablation',
      title: 'SplitFuse that starts prompts it has no room for',
      set: 'scheduler=splitfuse&scheduler.guard=false',
      tuned: [{ path: 'scheduler.tokenBudget', values: budgets }],
    },
    uncut: {
      role: 'control',
      title: 'Iterations of no particular size: prompts are never cut',
      set: 'scheduler=splitfuse&scheduler.tokenBudget=8192',
    },
  },
  claim: {
    kind: 'up to',
    metric: 'effectiveThroughput',
    better: 'higher',
    high: 2.3,
    evidence: { words: 'A', setup: 'V' },
  },
  assertions: [
    {
      id: 'over-prompts-first',
      words: 'Over a server that computes whole prompts first, more answers keep up with their reader.',
      of: { arm: 'splitfuse', over: 'first' },
      from: 1.08,
      to: 1.6,
    },
    {
      id: 'tail',
      words: 'The longest gaps between tokens are several times shorter than where prompts go first.',
      of: { arm: 'splitfuse', over: 'first', metric: 'itl.p99', better: 'lower' },
      from: 2,
      to: 15,
    },
    {
      id: 'same-as-chunked',
      words: 'Chunked prefill with iterations of the same size has the same gaps.',
      of: { arm: 'splitfuse', over: 'chunked', metric: 'itl.p99', better: 'lower' },
      from: 0.97,
      to: 1.03,
    },
    {
      id: 'first-token',
      words: 'The first token comes no sooner for it at this load.',
      of: { arm: 'splitfuse', over: 'first', metric: 'ttft.p90', better: 'lower' },
      from: 0.4,
      to: 1.1,
    },
    {
      id: 'guard',
      words:
        'With little memory, starting only prompts that fit whole keeps far more answers in time than chunked prefill.',
      of: { arm: 'splitfuse', over: 'chunked', under: 'little-memory' },
      from: 2,
      to: 60,
    },
    {
      id: 'short-prompts',
      words: 'Where prompts are short and few, there is nothing to cut and nothing to gain.',
      of: { arm: 'splitfuse', over: 'first', under: 'short' },
      from: 0.95,
      to: 1.05,
    },
  ],
  sensitivity: [
    { id: 'half-load', words: 'Half the load', set: 'workload.rate=1' },
    { id: 'more-load', words: 'Half as much load again', set: 'workload.rate=3' },
    { id: 'slow-reader', words: 'Readers of 2 tokens a second', set: 'clients.pace=2' },
    { id: 'fast-reader', words: 'Readers of 8 tokens a second', set: 'clients.pace=8' },
    {
      id: 'longer',
      words: 'Prompts of 2,600 tokens',
      set: 'lengths.prompt.mean=2600',
    },
    {
      id: 'chat',
      words: 'Prompts of 1,200, answers of 128 tokens, 3.5 requests a second',
      set: 'workload.rate=3.5&lengths.prompt.mean=1200&lengths.output.mean=128',
    },
    { id: 'h100', words: 'On an H100, twice the load', set: 'accelerator=h100-sxm&workload.rate=4' },
    {
      id: 'little-memory',
      words: 'Room for four requests, and prompts let in piece by piece',
      set: 'kv.capacityTokens=8000&admission=chunk-by-chunk',
    },
    { id: 'short', words: 'Prompts of 60 tokens at a low load', set: 'workload.rate=0.5&lengths.prompt.mean=60' },
  ],
  decides: ['scheduler/splitfuse'],
  survivors: {
    'scheduler/splitfuse.cuts':
      'A prompt that does not fit is always cut, so that cutting always is the same. Never cutting, or cutting by chance, is noticed.',
  },
}

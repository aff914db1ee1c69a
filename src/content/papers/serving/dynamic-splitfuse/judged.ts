/** Dynamic SplitFuse before the referee: prompts and load of the card, against chunked prefill with its budget tuned alike. */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const budgets = [256, 512, 768, 1024, 2048]

export const dynamicSplitfuse: Judged = {
  figure: 'Gap between tokens, p99',
  link: '#/lab?v=1&title=Dynamic+SplitFuse&accelerator=a100-80gb-sxm&model=llama-2-13b&cost.form=kernels&workload.rate=2&workload.requests=400&lengths.prompt.mean=1700&lengths.prompt.cv=0.3&lengths.output.mean=60&lengths.output.cv=0.3',
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
      tuned: [{ path: 'scheduler.tokenLimit', values: [1024, 2048, 4096, 8192] }],
    },
    chunked: {
      role: 'baseline',
      title: 'Chunked prefill',
      set: 'scheduler=chunked-prefill',
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
    metric: 'itl.p99',
    better: 'lower',
    high: 3.7,
    guard: { metric: 'throughput', better: 'higher', margin: 0.05 },
    evidence: { words: 'A', setup: 'V' },
  },
  assertions: [
    {
      id: 'over-prompts-first',
      words: 'Over a server that computes whole prompts first, the tail of the gaps is several times shorter.',
      of: { arm: 'splitfuse', over: 'first' },
      from: 1.5,
      to: 30,
    },
    {
      id: 'first-token',
      words: 'The first token comes no sooner for it at this load.',
      of: { arm: 'splitfuse', over: 'first', metric: 'ttft.p90' },
      from: 0.3,
      to: 1.15,
    },
    {
      id: 'short-prompts',
      words: 'Where prompts are short and few, there is nothing to cut and nothing to gain.',
      of: { arm: 'splitfuse', over: 'first', under: 'short' },
      from: 0.85,
      to: 1.15,
    },
  ],
  sensitivity: [
    { id: 'half-load', words: 'Half the load', set: 'workload.rate=1' },
    { id: 'more-load', words: 'Half as much load again', set: 'workload.rate=3' },
    { id: 'longer', words: 'Prompts of 2,600 tokens', set: 'lengths.prompt.mean=2600' },
    {
      id: 'chat',
      words: 'Prompts of 1,200, answers of 128 tokens',
      set: 'lengths.prompt.mean=1200&lengths.output.mean=128',
    },
    { id: 'h100', words: 'On an H100', set: 'accelerator=h100-sxm' },
    { id: 'short', words: 'Prompts of 60 tokens at a low load', set: 'workload.rate=0.5&lengths.prompt.mean=60' },
  ],
  decides: ['scheduler/splitfuse'],
}

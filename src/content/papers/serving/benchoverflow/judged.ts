/** BenchOverflow before the referee: what the tail of the lengths and a reminder do to everybody's first token. */
import type { Judged } from '../../../../experiment/referee/judged.ts'

export const benchoverflow: Judged = {
  figure: 'Time to the first token, p99',
  link: '#/lab?v=1&title=BenchOverflow&accelerator=a100-80gb-sxm&cost.form=kernels&workload.rate=6&workload.requests=900&lengths.prompt.mean=520&lengths.prompt.cv=0.8&lengths.output=overflowing&lengths.output.share=0.2&kv.capacityTokens=160000&batching.maxRunning=256&scheduler.tokenBudget=512',
  arms: {
    reminder: {
      role: 'mechanism',
      title: 'A fifth overflows, with a reminder',
      set: 'lengths.output.heeds=1&lengths.prompt.mean=540',
    },
    overflow: {
      role: 'baseline',
      title: 'A fifth overflows',
      set: '',
      tuned: [{ path: 'scheduler.tokenBudget', values: [256, 512, 1024] }],
    },
    words: {
      role: 'control',
      title: 'As many words more, which nobody heeds',
      set: 'lengths.output.heeds=0&lengths.prompt.mean=540',
    },
  },
  claim: {
    kind: 'direction',
    metric: 'ttft.p99',
    better: 'lower',
    evidence: { words: 'A', setup: 'A' },
  },
  assertions: [
    {
      id: 'reminder',
      words: 'With a fifth of the prompts overflowing, a heeded reminder keeps first tokens in time.',
      of: { arm: 'reminder', over: 'overflow' },
      from: 1.2,
      to: 500,
    },
    {
      id: 'few',
      words: 'With two in a hundred the cache absorbs the tail.',
      of: { arm: 'reminder', over: 'overflow', under: 'few' },
      from: 0.8,
      to: 1.3,
    },
    {
      id: 'cost',
      words: 'A reminder that nobody heeds costs its tokens and little else.',
      of: { arm: 'words', over: 'overflow' },
      from: 0.7,
      to: 1.3,
    },
  ],
  sensitivity: [
    { id: 'few', words: 'Two in a hundred overflow', set: 'lengths.output.share=0.02' },
    { id: 'tenth', words: 'A tenth overflows', set: 'lengths.output.share=0.1' },
    { id: 'load', words: 'Ten requests a second', set: 'workload.rate=10' },
  ],
  decides: ['lengths.output/overflowing'],
}

/**
 * BenchOverflow before the referee: its own figures, which are of lengths, over prompts of nine kinds asked five times each; and what a
 * server feels of them. The card's preset with a fifth of the prompts overflowing.
 */
import type { Judged } from '../../../../experiment/referee/judged.ts'

export const benchoverflow: Judged = {
  figure: 'Share of answers of 3,000 tokens or more',
  link: '#/lab?v=1&title=BenchOverflow&accelerator=a100-80gb-sxm&cost.form=kernels&workload=asked-again&workload.samples=5&workload.rate=6&workload.requests=900&lengths.prompt.mean=520&lengths.prompt.cv=0.8&lengths.output=overflowing&lengths.output.kinds=9&lengths.output.share=0.2&kv.capacityTokens=160000&batching.maxRunning=256&scheduler.tokenBudget=512&prefixCache=none',
  arms: {
    reminder: {
      role: 'mechanism',
      title: 'With a reminder to be concise',
      set: 'lengths.output.heeds=1&lengths.prompt.mean=540',
    },
    overflow: { role: 'baseline', title: 'As it comes', set: '' },
    limit: {
      role: 'baseline',
      title: 'Answers cut at a lower limit',
      set: '',
      tuned: [{ path: 'lengths.output.knobs.cap', values: [3000, 4000] }],
    },
    words: {
      role: 'control',
      title: 'As many words more, which nobody heeds',
      set: 'lengths.output.heeds=0&lengths.prompt.mean=540',
    },
    light: {
      role: 'ablation',
      title: 'Answers of the same mean length, without a tail',
      set: 'lengths.output=fixed&lengths.output.tokens=757',
    },
  },
  claim: {
    kind: 'direction',
    metric: 'answers.csr3k',
    better: 'lower',
    evidence: { words: 'A', setup: 'A' },
  },
  assertions: [
    {
      id: 'tail',
      words: 'A heeded reminder makes the share of answers of 3,000 tokens or more smaller by a fifth to a half.',
      of: { arm: 'reminder', over: 'overflow' },
      from: 1.3,
      to: 1.9,
    },
    {
      id: 'thousand',
      words: 'It does less for those of 1,000: most of them stay above.',
      of: { arm: 'reminder', over: 'overflow', metric: 'answers.csr1k', better: 'lower' },
      from: 1.1,
      to: 1.4,
    },
    {
      id: 'cap',
      words: 'Without it some answers in a hundred run into the cap; with it hardly any.',
      of: { arm: 'overflow', metric: 'answers.csr5k' },
      from: 0.03,
      to: 0.09,
    },
    {
      id: 'no-cap',
      words: 'With it hardly any answer is as long as the cap.',
      of: { arm: 'reminder', metric: 'answers.csr5k' },
      from: 0,
      to: 0.01,
    },
    {
      id: 'within',
      words: 'How long an answer gets is mostly the prompt’s doing, and by a quarter or so luck.',
      of: { arm: 'reminder', metric: 'answers.withinPrompt' },
      from: 0.18,
      to: 0.36,
    },
    {
      id: 'first-tokens',
      words:
        'Of a server it takes the worst: the tail of first tokens gets shorter by far, though not short everywhere.',
      of: { arm: 'reminder', over: 'overflow', metric: 'ttft.p99', better: 'lower' },
      from: 3,
      to: 200,
    },
    {
      id: 'beyond-load',
      words:
        'As many tokens in answers that are all alike let nobody wait as long: the tail costs more than its tokens.',
      of: { arm: 'light', over: 'overflow', metric: 'ttft.p99', better: 'lower' },
      from: 5,
      to: 500,
    },
    {
      id: 'words',
      words: 'Words that nobody heeds cost their tokens and little else.',
      of: { arm: 'words', over: 'overflow', metric: 'ttft.p99', better: 'lower' },
      from: 0.75,
      to: 1.1,
    },
    {
      id: 'few',
      words: 'Where one in twenty overflows the cache takes it in, and nobody’s first token needs a reminder.',
      of: { arm: 'reminder', over: 'overflow', metric: 'ttft.p99', better: 'lower', under: 'few' },
      from: 0.85,
      to: 1.3,
    },
  ],
  sensitivity: [
    { id: 'few', words: 'One in twenty overflows', set: 'lengths.output.share=0.05' },
    { id: 'tenth', words: 'A tenth overflows', set: 'lengths.output.share=0.1' },
    { id: 'half', words: 'Half the load', set: 'workload.rate=3' },
    { id: 'more', words: 'Half as much load again', set: 'workload.rate=9' },
    { id: 'h100', words: 'On an H100', set: 'accelerator=h100-sxm' },
    { id: 'one-kind', words: 'All prompts of one kind (assumed: nine)', set: 'lengths.output.kinds=1' },
    { id: 'far', words: 'Kinds that differ by 3 (assumed: 1.67)', set: 'lengths.output.differ=3' },
    { id: 'strong', words: 'A reminder that leaves 0.4 (assumed: 0.6)', set: 'lengths.output.reminder=0.4' },
    { id: 'weak', words: 'A reminder that leaves 0.9 (assumed: 0.6)', set: 'lengths.output.reminder=0.9' },
    { id: 'luck', words: 'Answers to a prompt not alike (assumed: half)', set: 'lengths.output.alike=0' },
    { id: 'alike', words: 'Answers to a prompt all alike (assumed: half)', set: 'lengths.output.alike=1' },
    { id: 'rarely', words: 'One in ten ends at the cap (assumed: one in four)', set: 'lengths.output.capShare=0.1' },
    { id: 'often', words: 'Four in ten end at the cap (assumed: one in four)', set: 'lengths.output.capShare=0.4' },
    { id: 'narrow', words: 'Long answers spread by 0.4 (assumed: 0.6)', set: 'lengths.output.overflowSigma=0.4' },
    { id: 'wide', words: 'Long answers spread by 0.9 (assumed: 0.6)', set: 'lengths.output.overflowSigma=0.9' },
  ],
  decides: ['length/overflowing'],
  survivors: {
    'length/overflowing.heeds': 'Here every prompt heeds the reminder: always is the same.',
  },
}

import type { Paper } from '../../paper.ts'

const set =
  'accelerator=a100-80gb-sxm&cost.form=kernels&workload.requests=900&workload.rate=6&lengths.prompt.mean=520&lengths.prompt.cv=0.8&lengths.output=overflowing&kv.capacityTokens=160000&batching.maxRunning=256&arm.b.lengths.output.heeds=1&arm.b.lengths.prompt.mean=540'

export const benchoverflow: Paper = {
  id: 'benchoverflow',
  cite: 'BenchOverflow, 12 January 2026',
  formula: {
    inputs: [
      { words: 'Requests a second', unit: 'requests/s', value: 6, from: 0.1, to: 50, step: 0.1 },
      { words: 'Time a token', unit: 'ms', value: 20, from: 5, to: 100, step: 1 },
      { words: 'Prompt', unit: 'tokens', value: 520, from: 1, to: 8000, step: 10 },
      { words: 'Answer', unit: 'tokens', value: 270, from: 1, to: 5000, step: 10 },
    ],
    result: { words: 'KV in use, all answers alike', unit: 'tokens' },
    of: (rate, time, prompt, answer) => (rate * time * answer * (prompt + answer / 2)) / 1000,
  },
  claim: {
    words:
      'Outputs with heavy, right-shifted tails under a cap of 5,000 tokens for nine kinds of prompts; a fixed reminder to be concise shortens the tails of most models.',
    setup: 'Nine models; lengths only, without a server.',
    evidence: 'A',
  },
  link: `#/lab?v=1&title=BenchOverflow&${set}&lengths.output.share=0.2&arm.c.lengths.output=fixed&arm.c.lengths.output.tokens=757&arm.d.lengths.output.share=0`,
  arms: ['A fifth overflows', '… with a reminder', 'As many tokens, no tail', 'Nobody overflows'],
  figure: 'Time to the first token, p99',
  claimed: { metric: 'ttft.p99', better: 'lower', gain: null, factor: 2 },
  why: 'The paper claims lengths and no latencies: what a server feels of them is the lab’s, with distributions of its own. The reminder is taken as heeded on every prompt that overflows.',
  stops: `#/lab?v=1&title=BenchOverflow&${set}&lengths.output.share=0.02`,
  knob: {
    path: 'lengths.output.knobs.share',
    words:
      'The share that overflows: at a tenth first tokens come as ever, at a fifth the cache is full and they wait for it.',
  },
  bibtex: `@misc{benchoverflow2026,
  title   = {BenchOverflow},
  year    = {2026}
}`,
}

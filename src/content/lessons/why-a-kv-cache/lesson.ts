/** Lesson: what a KV cache is for, what it costs, and that running out of it is a cliff and not a slope. */
import { figureOf, type Lesson, ratioOf } from '../lesson.ts'

export const whyAKvCache: Lesson = {
  id: 'why-a-kv-cache',
  title: 'Why a KV cache, and what happens when it is full',
  promise:
    'For anybody who has used a chat model: afterwards you can say how much memory a conversation takes, and why a server that is slightly too small is not slightly slower.',
  minutes: 12,
  link: '#/lab?v=2&admission=chunk-by-chunk&kv.capacityTokens=48000&lengths.output.mean=300&workload.rate=2&workload.requests=300',
  papers: [
    {
      title: 'Efficient Memory Management for Large Language Model Serving with PagedAttention',
      where: 'Kwon et al., SOSP 2023',
      url: 'https://arxiv.org/abs/2309.06180',
    },
  ],
  steps: [
    {
      part: 'hook',
      title: 'A model that remembers',
      timelines: ['requests', 'kv'],
    },
    {
      part: 'equation',
      title: 'What one token costs',
      timelines: ['kv'],
    },
    {
      part: 'predict',
      title: 'Half the memory',
      edits: { 'setup.workload.rate': 5, 'arms.b': {}, 'arms.b.kv.capacityTokens': 24000 },
      prediction: {
        kind: 'choice',
        question: 'What does half the cache do to the wait for the first token, at the 99th percentile?',
        options: [
          { id: 'double', words: 'It about doubles' },
          { id: 'more', words: 'It grows somewhat' },
          { id: 'same', words: 'Nothing at all' },
        ],
        intuition: 'double',
        answer: (summaries) => {
          const ratio = ratioOf(summaries, ['b', 'ttft.p99'], ['a', 'ttft.p99'])
          return ratio === null ? null : ratio > 1.7 ? 'double' : ratio > 1.02 ? 'more' : 'same'
        },
      },
      timelines: ['kv', 'ttft'],
    },
    {
      part: 'gap',
      title: 'Half of the half',
      regime: 'This step means to show a cache that is too small: B is full, and its requests lose their blocks.',
      edits: { 'arms.b.kv.capacityTokens': 12000 },
      prediction: {
        kind: 'number',
        question: 'By what factor does the wait for the first token grow, B against A, at the 99th percentile?',
        unit: '×',
        min: 1,
        max: 100,
        step: 1,
        within: 2,
        intuition: 2,
        answer: (summaries) => ratioOf(summaries, ['b', 'ttft.p99'], ['a', 'ttft.p99']),
      },
      timelines: ['kv', 'requests', 'ttft'],
    },
    {
      part: 'run',
      title: 'Look at one preemption',
      regime: 'This step means to show a cache that is too small: B is full, and its requests lose their blocks.',
      timelines: ['requests', 'kv', 'queue'],
    },
    {
      part: 'failure',
      title: 'Until it falls over',
      regime: 'This step means to show a server that falls over: B has room for one or two requests.',
      edits: { 'arms.b.kv.capacityTokens': 4096 },
      knobs: ['kv.capacityTokens'],
      timelines: ['kv', 'requests', 'tokens'],
    },
    {
      part: 'challenge',
      title: 'Your turn',
      regime: 'B has too small a cache on purpose: see what a server can do about it.',
      edits: { 'arms.b.kv.capacityTokens': 12000 },
      knobs: ['preemption', 'scheduler', 'batching.maxRunning'],
      challenge: {
        goal: 'Fewer than 100 preemptions in B, and “tokens emitted, mean” at 95 % of A’s or more.',
        hint: 'Computing again is not the only thing a server can do with KV for which it has no room.',
        solution: { 'arms.b.preemption': 'swap' },
        isMet: (summaries) => {
          const preemptions = figureOf(summaries, 'b', 'kv.preemptions')
          const throughput = ratioOf(summaries, ['b', 'throughput'], ['a', 'throughput'])
          return preemptions !== null && preemptions < 100 && throughput !== null && throughput >= 0.95
        },
      },
      timelines: ['kv', 'requests', 'tokens'],
    },
    {
      part: 'reflection',
      title: 'What to keep',
      regime: 'B has too small a cache on purpose: that is the cliff.',
      timelines: ['kv', 'requests', 'queue'],
    },
  ],
}

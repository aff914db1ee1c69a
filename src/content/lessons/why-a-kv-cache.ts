/** Lesson: what a KV cache is for, what it costs, and that running out of it is a cliff and not a slope. */
import { figureOf, type Lesson, ratioOf } from './lesson.ts'

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
      words: [
        'A language model writes one token after the other, and each new one looks back at all tokens before it. Computing what it needs of those tokens again every time would cost more with every word.',
        'So servers keep it: two vectors per token and layer, a key and a value. That store is the KV cache. On the right you see it fill and empty as requests come and go, against the line of what it can hold.',
      ],
      timelines: ['requests', 'kv'],
    },
    {
      part: 'equation',
      title: 'What one token costs',
      words: [
        'The model here is Llama 3.1 8B: 32 layers, 8 key-value heads of 128 numbers, 2 bytes each. Keys and values make two of everything.',
      ],
      equation: {
        words: 'Bytes of one token in the cache',
        formula: '2 × layers × KV heads × head size × bytes = 2 × 32 × 8 × 128 × 2 = 131,072 B',
        live: 'At its fullest moment this run used {a:kv.peak} of a cache of 48,000 tokens.',
      },
      after: [
        'A conversation of 4,000 tokens takes half a gigabyte. The weights are read-only and shared by everybody; this memory belongs to one person and cannot be shared out twice.',
      ],
      timelines: ['kv'],
    },
    {
      part: 'predict',
      title: 'Half the memory',
      words: [
        'Now more people come: five requests a second. Arm A keeps its 48,000 tokens of cache, arm B gets half of that. Everything else is the same, the same requests at the same times.',
      ],
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
      after: [
        'A waits {a:ttft.p99}, B waits {b:ttft.p99}. Memory that is not needed does nothing: B is fuller, at {b:kv.peak} of its cache, and nobody notices.',
      ],
      timelines: ['kv', 'ttft'],
    },
    {
      part: 'gap',
      title: 'Half of the half',
      regime: 'This step means to show a cache that is too small: B is full, and its requests lose their blocks.',
      words: ['Arm B is halved once more: 12,000 tokens. You know now that halving can be free.'],
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
      after: [
        'A waits {a:ttft.p99}, B waits {b:ttft.p99}. This is the cliff: the cache is full, and it stays full.',
        'When a running request needs a block and none is free, the server takes the blocks of another one. That one is preempted: it goes back to the queue, and everything it had is computed again. B did that {b:kv.preemptions} times.',
      ],
      timelines: ['kv', 'requests', 'ttft'],
    },
    {
      part: 'run',
      title: 'Look at one preemption',
      regime: 'This step means to show a cache that is too small: B is full, and its requests lose their blocks.',
      words: [
        'Click into the chart where B hits its line and read under Why: how many blocks are used, who waits, and how many requests have lost theirs. The dark red spans among the requests are those that were thrown out.',
        'Preempted work is not only late. It is done twice, and the second time it again needs room that is not there.',
      ],
      timelines: ['requests', 'kv', 'queue'],
    },
    {
      part: 'failure',
      title: 'Until it falls over',
      regime: 'This step means to show a server that falls over: B has room for one or two requests.',
      words: [
        'Take B down to 4,096 tokens. Hardly one or two requests fit at a time, and they keep throwing each other out.',
        'This is the failure state: B emits {b:throughput} where A emits {a:throughput}, and the 99th percentile of whole answers takes {b:e2e.p99}. Move the knob back up and it is over: nothing is broken, it was only too small.',
      ],
      edits: { 'arms.b.kv.capacityTokens': 4096 },
      knobs: ['kv.capacityTokens'],
      timelines: ['kv', 'requests', 'tokens'],
    },
    {
      part: 'challenge',
      title: 'Your turn',
      regime: 'B has too small a cache on purpose: see what a server can do about it.',
      words: [
        'B has 12,000 tokens again and you cannot buy memory. What you can change is what happens to those who are thrown out, in which order requests run, and how many run at once.',
      ],
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
      after: ['B now has {b:kv.preemptions} preemptions at {b:throughput}, against {a:throughput} in A.'],
      timelines: ['kv', 'requests', 'tokens'],
    },
    {
      part: 'reflection',
      title: 'What to keep',
      regime: 'B has too small a cache on purpose: that is the cliff.',
      words: [
        'The memory of a conversation grows with every token and belongs to one request alone. Below the line it costs nothing to have less of it; above the line work is thrown away, and thrown-away work makes more of itself.',
        'Where would you put the warning light of a real server: at 100 % of the cache, or before? Open the experiment in the Lab, move the rate, and find out.',
        'Cutting the cache into small blocks, as this server does, comes from the paper below.',
      ],
      timelines: ['kv', 'requests', 'queue'],
    },
  ],
}

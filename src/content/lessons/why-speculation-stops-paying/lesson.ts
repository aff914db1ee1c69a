/** Lesson: drafting tokens is nearly free while the chip waits for memory, and costs everybody once it has to compute. */
import { type Lesson, ratioOf } from '../lesson.ts'

export const whySpeculationStopsPaying: Lesson = {
  id: 'why-speculation-stops-paying',
  title: 'Why speculation stops paying',
  promise:
    'For those who know that models write token by token: afterwards you can say when drafting tokens makes a server faster, when it makes it slower, and why the same drafts do both.',
  minutes: 12,
  link: '#/lab?v=2&workload=closed-loop&workload.clients=1&workload.think=0&workload.requests=20&batching.maxRunning=512&scheduler.tokenBudget=8192',
  papers: [
    {
      title: 'Fast Inference from Transformers via Speculative Decoding',
      where: 'Leviathan, Kalman and Matias, 2022',
      url: 'https://arxiv.org/abs/2211.17192',
    },
    {
      title: 'Accelerating Large Language Model Decoding with Speculative Sampling',
      where: 'Chen et al., 2023',
      url: 'https://arxiv.org/abs/2302.01318',
    },
  ],
  steps: [
    {
      part: 'hook',
      title: 'Guess, then check',
      at: 10,
      timelines: ['iteration', 'tokens'],
    },
    {
      part: 'predict',
      title: 'How much faster?',
      edits: {
        'arms.b': {},
        'arms.b.decoder': 'speculative',
        'arms.b.decoder.process': 'uniform',
        'arms.b.decoder.process.rate': 0.7,
      },
      at: 10,
      prediction: {
        kind: 'number',
        question: 'How many times faster does B write than A?',
        unit: '×',
        min: 1,
        max: 6,
        step: 0.1,
        within: 1.15,
        intuition: 4,
        answer: (summaries) => ratioOf(summaries, ['a', 'tpot.p50'], ['b', 'tpot.p50']),
      },
      timelines: ['acceptance', 'iteration'],
    },
    {
      part: 'equation',
      title: 'Tokens a round',
      timelines: ['acceptance'],
    },
    {
      part: 'run',
      title: 'Sixty-four people',
      edits: { 'setup.workload.clients': 64, 'setup.workload.requests': 400 },
      // The prompts of the beginning are done by 2 s; the first answers end at about 20 s.
      at: 10,
      timelines: ['batch', 'iteration', 'acceptance'],
    },
    {
      part: 'gap',
      title: 'Five hundred people',
      regime: 'This step means to show a full card: 512 clients, and a cache without a free block.',
      edits: { 'setup.workload.clients': 512, 'setup.workload.requests': 1500 },
      // The prompts of the beginning take until 20 s; here 504 streams decode and no prompt is beside them.
      at: 43,
      prediction: {
        kind: 'choice',
        question: 'What do the drafts do for the time a person waits for a token?',
        options: [
          { id: 'same', words: 'They help as much as for one person' },
          { id: 'less', words: 'They still help, only less' },
          { id: 'none', words: 'They make no difference any more' },
          { id: 'harm', words: 'They make it a third slower' },
        ],
        intuition: 'less',
        answer: (summaries) => {
          const gain = ratioOf(summaries, ['a', 'tpot.p50'], ['b', 'tpot.p50'])
          return gain === null ? null : gain > 2 ? 'same' : gain > 1.05 ? 'less' : gain > 0.9 ? 'none' : 'harm'
        },
      },
      timelines: ['iteration', 'batch', 'acceptance'],
    },
    {
      part: 'failure',
      title: 'Trying harder',
      regime: 'This step means to show a full card: 512 clients, and a cache without a free block.',
      edits: { 'arms.b.decoder.draftLength': 8 },
      at: 37.9,
      knobs: ['decoder.draftLength'],
      timelines: ['acceptance', 'iteration', 'batch'],
    },
    {
      part: 'challenge',
      title: 'Your turn',
      regime: 'The card is full on purpose, with 512 clients: see what drafting can do there.',
      edits: { 'arms.b.decoder.draftLength': 4 },
      at: 43,
      knobs: ['decoder.draftLength'],
      challenge: {
        goal: 'A token of B takes at least 10 % less time than one of A.',
        hint: 'The later a token stands in a draft, the likelier it is thrown away. Which one pays best?',
        solution: { 'arms.b.decoder.draftLength': 1 },
        isMet: (summaries) => (ratioOf(summaries, ['a', 'tpot.p50'], ['b', 'tpot.p50']) ?? 0) >= 1.1,
      },
      timelines: ['acceptance', 'iteration', 'batch'],
    },
    {
      part: 'reflection',
      title: 'What to keep',
      regime: 'The card is full on purpose, with 512 clients: that is where drafting stops to pay.',
      timelines: ['acceptance', 'iteration', 'batch'],
    },
  ],
}

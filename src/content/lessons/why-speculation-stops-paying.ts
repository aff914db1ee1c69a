/** Lesson: drafting tokens is nearly free while the chip waits for memory, and costs everybody once it has to compute. */
import { type Lesson, ratioOf } from './lesson.ts'

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
      words: [
        'One person is talking to this server. To write one token, the chip reads all 16 GB of the model: each iteration on the right is one reading, and brings one token.',
        'To check whether five given tokens are what the model would have written, it reads them once as well: checking is done side by side. So a small helper could draft a few tokens ahead, and the model check all of them in one round. What was right is kept.',
      ],
      at: 10,
      timelines: ['iteration', 'tokens'],
    },
    {
      part: 'predict',
      title: 'How much faster?',
      words: [
        'Arm A goes on token by token. In arm B a helper drafts four tokens ahead, and each of them is right in 7 of 10 cases. A round checks four drafted tokens, and adds one of its own.',
      ],
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
      after: [
        'A needs {a:tpot.p50} a token, B {b:tpot.p50}. Less than four times faster, since the first wrong guess throws away all that follow it; and more than nothing, since a round that checks five tokens takes hardly longer than one that writes one.',
      ],
      timelines: ['acceptance', 'iteration'],
    },
    {
      part: 'equation',
      title: 'Tokens a round',
      words: [
        'A guess counts only if all before it were right. With a rate α for each of γ drafted tokens, the sum of a short series says what a round brings.',
      ],
      equation: {
        words: 'Expected tokens a round, with the one the model adds itself',
        formula: '(1 − α^(γ + 1)) / (1 − α) = (1 − 0.7⁵) / 0.3 = 2.77',
        live: 'This run: {b:acceptance.tokensPerRound} a round, at an acceptance rate of {b:acceptance.rate}.',
      },
      timelines: ['acceptance'],
    },
    {
      part: 'run',
      title: 'Sixty-four people',
      words: [
        'Sixty-four people talk to the same server now. Their tokens are computed together in one batch, so the weights are still read once for all of them.',
        'A round in B now checks 320 tokens. A needs {a:tpot.p50} a token, B {b:tpot.p50}: still worth it. Compare with what one person had.',
      ],
      edits: { 'setup.workload.clients': 64, 'setup.workload.requests': 400 },
      // The prompts of the beginning are done by 2 s; the first answers end at about 20 s.
      at: 10,
      timelines: ['batch', 'iteration', 'acceptance'],
    },
    {
      part: 'gap',
      title: 'Five hundred people',
      regime: 'This step means to show a full card: 512 clients, and a cache without a free block.',
      words: ['512 people. The drafts are as good as before: 7 of 10 are right.'],
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
      after: [
        'A needs {a:tpot.p50} a token, B {b:tpot.p50}. Reading the weights is no longer what takes the time: with hundreds of tokens for each weight that is read, the chip is busy computing, and a token that is checked and thrown away costs as much as one that is kept.',
        'Look at Why: the bound has changed from reading memory to arithmetic.',
      ],
      timelines: ['iteration', 'batch', 'acceptance'],
    },
    {
      part: 'failure',
      title: 'Trying harder',
      regime: 'This step means to show a full card: 512 clients, and a cache without a free block.',
      words: [
        'Eight drafted tokens instead of four. For one person that would be a little better. Here every round computes nine tokens a person to keep three of them.',
        'A needs {a:tpot.p50} a token and B {b:tpot.p50}; B answers {b:goodput} within its promise and A {a:goodput}. Move the knob back and it recovers.',
      ],
      edits: { 'arms.b.decoder.draftLength': 8 },
      at: 37.9,
      knobs: ['decoder.draftLength'],
      timelines: ['acceptance', 'iteration', 'batch'],
    },
    {
      part: 'challenge',
      title: 'Your turn',
      regime: 'The card is full on purpose, with 512 clients: see what drafting can do there.',
      words: ['512 people, and drafts that are right in 7 of 10 cases. You choose how far ahead the helper drafts.'],
      edits: { 'arms.b.decoder.draftLength': 4 },
      at: 43,
      knobs: ['decoder.draftLength'],
      challenge: {
        goal: 'A token of B takes at least 10 % less time than one of A.',
        hint: 'The later a token stands in a draft, the likelier it is thrown away. Which one pays best?',
        solution: { 'arms.b.decoder.draftLength': 1 },
        isMet: (summaries) => (ratioOf(summaries, ['a', 'tpot.p50'], ['b', 'tpot.p50']) ?? 0) >= 1.1,
      },
      after: ['A needs {a:tpot.p50} a token, B {b:tpot.p50}.'],
      timelines: ['acceptance', 'iteration', 'batch'],
    },
    {
      part: 'reflection',
      title: 'What to keep',
      regime: 'The card is full on purpose, with 512 clients: that is where drafting stops to pay.',
      words: [
        'Speculation buys time with arithmetic that nobody was using. With one person nearly all of it is unused; with hundreds there is none left to give away. So servers draft less as their batches grow, or stop.',
        'How would you choose the draft length if the number of people changed every minute? Open the experiment in the Lab and sweep it.',
        'The papers below show how to check drafts so that the text stays exactly the model’s own.',
      ],
      timelines: ['acceptance', 'iteration', 'batch'],
    },
  ],
}

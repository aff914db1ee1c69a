/** Aeon before the referee: an index of pages with what is at hand before it, against the index alone. */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const beam = { path: 'subject.knobs.search.knobs.beam', values: [1, 2, 4] }
const kept = 'subject.format=int8&subject.journal=write-ahead'

export const aeon: Judged = {
  figure: 'Time of an operation, mean',
  link: '#/lab?v=2&engine=index-locality&title=Aeon&subject=vectors&subject.vectors=8192&subject.operations=400&cache.l2=256',
  arms: {
    buffer: {
      role: 'mechanism',
      title: 'Atlas in 8 bits with a lookaside buffer',
      set: `subject.lookaside=buffer&${kept}`,
      tuned: [beam],
    },
    alone: { role: 'baseline', title: 'Atlas in 8 bits alone', set: kept, tuned: [beam] },
    full: { role: 'baseline', title: 'Atlas in 32 bits alone', set: 'subject.journal=write-ahead', tuned: [beam] },
    unrounded: {
      role: 'ablation',
      title: 'With the buffer, in 32 bits',
      set: 'subject.lookaside=buffer&subject.journal=write-ahead&subject.search.beam=1',
    },
    random: {
      role: 'control',
      title: 'Any vectors at hand, as many',
      set: `subject.lookaside=at-random&${kept}&subject.search.beam=1`,
    },
  },
  claim: {
    kind: 'direction',
    metric: 'latency.mean',
    better: 'lower',
    guard: { metric: 'recall', better: 'higher', margin: 0.02 },
    evidence: { words: 'A', setup: 'A' },
  },
  assertions: [
    {
      id: 'hits',
      words: 'A third to two thirds of the questions are answered at hand while nine in ten stay with their topic.',
      of: { arm: 'buffer', metric: 'lookasideHits' },
      from: 0.33,
      to: 0.67,
    },
    {
      id: 'by-what-was-found',
      words: 'What was found is hit many times as often as as many vectors at random.',
      of: { arm: 'buffer', over: 'random', metric: 'lookasideHits', better: 'higher' },
      from: 10,
      to: 1000,
    },
    {
      id: 'rounding',
      words: 'Rounding to 8 bits costs the nearest vector in fewer than two answers in a hundred.',
      of: { arm: 'buffer', over: 'unrounded', metric: 'recall', better: 'higher' },
      from: 0.98,
      to: 1.02,
    },
    {
      id: 'right-hits',
      words: 'At hand the answer is wrong in fewer than one case in a hundred.',
      of: { arm: 'buffer', metric: 'wrongHits' },
      from: 0,
      to: 0.01,
    },
    {
      id: 'crash',
      words: 'After a crash the index is page by page what it was.',
      of: { arm: 'buffer', metric: 'sameState', under: 'crash' },
      from: 1,
      to: 1,
    },
    {
      id: 'jumps',
      words: 'Where the talk jumps, a buffer that is hardly hit makes look-ups slower.',
      of: { arm: 'buffer', over: 'alone', under: 'jumps' },
      from: 0.5,
      to: 0.98,
    },
  ],
  sensitivity: [
    { id: 'jumps', words: 'Every question is about another topic', set: 'subject.locality=0' },
    { id: 'stays', words: 'The talk never leaves its topic', set: 'subject.locality=1' },
    { id: 'few-topics', words: 'A quarter as many topics, four times as large', set: 'subject.topics=128' },
    { id: 'slow-memory', words: 'Memory twice as far away', set: 'latency.memory=180' },
    { id: 'crash', words: 'A crash in the middle', set: 'subject.crashAt=200' },
  ],
  decides: ['lookaside/buffer'],
  survivors: {
    'lookaside/buffer.takeAlong':
      'Half or twice as many neighbours taken along are hit about as often: most hits are of what was found itself, or of its nearest neighbours.',
  },
}

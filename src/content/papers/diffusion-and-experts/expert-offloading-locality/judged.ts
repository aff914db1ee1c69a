/** Expert offloading before the referee: what the last segment used most stays, against what engineers run. */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const arms = ['segment', 'lru', 'lfu', 'pinned', 'guessed', 'random', 'known', 'belady'] as const

/** A knob of every cache. */
const everywhere = (words: string) => Object.fromEntries(arms.map((arm) => [arm, words]))

export const expertOffloadingLocality: Judged = {
  figure: 'Tokens written a second, modelled',
  link: '#/lab?v=2&engine=tokens&title=Expert+offloading&target=moe&decoder=autoregressive&prompts.requests=7&output=20&pace.standsFor=mixtral-8x7b&pace.accelerator=a100-80gb-sxm',
  arms: {
    segment: {
      role: 'mechanism',
      title: 'Used most by the last segment',
      set: 'expertCache=segment',
      tuned: [{ path: 'expertCache.knobs.segment', values: [16, 64] }],
    },
    lru: { role: 'baseline', title: 'Used last', set: 'expertCache=lru' },
    lfu: { role: 'baseline', title: 'Used most', set: 'expertCache=lfu' },
    pinned: {
      role: 'baseline',
      title: 'Most popular, pinned',
      set: 'expertCache=pinned',
      tuned: [{ path: 'expertCache.knobs.counted', values: [64, 256] }],
    },
    guessed: {
      role: 'ablation',
      title: 'A segment of 64, one expert guessed',
      set: 'expertCache=segment&expertCache.segment=64&expertCache.ahead=1',
    },
    random: { role: 'control', title: 'Any that are there', set: 'expertCache=random' },
    known: { role: 'oracle', title: 'Used most by the next 16 (SCH)', set: 'expertCache=segment-known' },
    belady: { role: 'oracle', title: 'Used soonest (Belady)', set: 'expertCache=belady' },
  },
  claim: {
    kind: 'direction',
    metric: 'writingRate',
    better: 'higher',
    evidence: { words: 'A', setup: 'V' },
  },
  assertions: [
    {
      id: 'over-last',
      words: 'What the last segment used most is a better guess of what comes than what was used last.',
      of: { arm: 'segment', over: 'lru' },
      from: 1.08,
      to: 1.4,
    },
    {
      id: 'over-most',
      words: 'While texts change their domain it is a better one than what was used most since the start, too.',
      of: { arm: 'segment', over: 'lfu' },
      from: 1.1,
      to: 1.6,
    },
    {
      id: 'bounds',
      words: 'Knowing the next segment is nearly as good as knowing all that comes.',
      of: { arm: 'known', over: 'belady', metric: 'expertHits', better: 'higher' },
      from: 0.9,
      to: 1,
    },
    {
      id: 'twice',
      words: 'With twice the active experts in memory, half of all, two thirds of what is asked for is there.',
      of: { arm: 'segment', metric: 'expertHits' },
      from: 0.62,
      to: 0.75,
    },
    {
      id: 'once',
      words: 'With only as many as are active it is two fifths.',
      of: { arm: 'segment', metric: 'expertHits', under: 'active' },
      from: 0.33,
      to: 0.46,
    },
    {
      id: 'last-is-chance',
      words: 'Used last is little better than chance: the next token of this model goes elsewhere.',
      of: { arm: 'lru', over: 'random', metric: 'expertHits', better: 'higher' },
      from: 0.97,
      to: 1.1,
    },
    {
      id: 'consistency',
      words: 'One group of experts serves 16 tokens with an F1 of one half, a little more than chance would.',
      of: { arm: 'segment', metric: 'segmentConsistency' },
      from: 0.45,
      to: 0.6,
    },
    {
      id: 'guesses',
      words: 'Of the experts that the gate of the next layer names too early more than half are right.',
      of: { arm: 'guessed', metric: 'expertGuesses' },
      from: 0.5,
      to: 0.85,
    },
    {
      id: 'guesses-cost',
      words: 'Over a slow link a guess saves nothing: a layer is over long before an expert has come.',
      of: { arm: 'guessed', over: 'segment' },
      from: 0.75,
      to: 0.98,
    },
    {
      id: 'one-domain',
      words: 'Where all texts are of one domain, what was used most since the start is at least as good.',
      of: { arm: 'segment', over: 'lfu', under: 'tools' },
      from: 0.85,
      to: 1.03,
    },
  ],
  sensitivity: [
    {
      id: 'active',
      words: 'Room for the active experts alone, two of eight',
      set: '',
      arms: everywhere('expertCache.held=2'),
    },
    { id: 'most', words: 'Room for six of eight', set: '', arms: everywhere('expertCache.held=6') },
    { id: 'tools', words: 'All texts are calls of tools', set: 'prompts.domain=tools' },
    { id: 'fast-link', words: 'A link of 450 GB/s', set: '', arms: everywhere('expertCache.bandwidth=450') },
  ],
  decides: ['expertCache/segment'],
  survivors: {
    'expertCache/segment.segment':
      'Half or twice as long a segment is noticed; a length drawn once by chance can fall where the curve is flat, between 16 and 128 tokens.',
  },
}

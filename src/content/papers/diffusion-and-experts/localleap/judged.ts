/**
 * LocalLeap before the referee: anchors with a lower threshold around them, against one threshold for all places, which is tuned as hard and
 * under the same guard: as many calls must be right. Texts are tool calls, the one domain in which the model is neither always nor never right.
 */
import type { Judged } from '../../../../experiment/referee/judged.ts'

/** The lower threshold is 0.75; from 0.6 on hardly a call is right, whatever the radius. */
const tuned = [{ path: 'decoder.commit.radius', values: [1, 2, 4] }]
const knobs = 'decoder.commit.anchor=0.9&decoder.commit.relaxed=0.75'
const leap = `decoder.commit=local-leap&${knobs}`

export const localLeap: Judged = {
  figure: 'Passes a text of 42 tokens takes',
  link: '#/lab?v=2&engine=tokens&title=LocalLeap&prompts.domain=tools&prompts.requests=20&output=42&sampling.temperature=0&decoder=diffusion&decoder.attention=block-causal&decoder.caching=prefix',
  arms: {
    leap: { role: 'mechanism', title: 'LocalLeap', set: leap, tuned },
    everywhere: {
      role: 'baseline',
      title: 'Best threshold everywhere',
      set: 'decoder.commit=threshold',
      tuned: [{ path: 'decoder.commit.threshold', values: [0.95, 0.9, 0.85, 0.75] }],
    },
    nine: { role: 'baseline', title: '0.9 everywhere', set: 'decoder.commit.threshold=0.9' },
    one: { role: 'baseline', title: 'One place a step', set: 'decoder.commit=fixed-rate&decoder.commit.places=1' },
    wide: { role: 'ablation', title: 'LocalLeap, 0.75 within 4 places', set: `${leap}&decoder.commit.radius=4` },
    global: { role: 'ablation', title: '0.75 everywhere', set: 'decoder.commit.threshold=0.75' },
    lots: {
      role: 'control',
      title: 'Anchors by lot',
      set: `decoder.commit=random-anchors&${knobs}`,
      tuned,
    },
  },
  claim: {
    kind: 'range',
    metric: 'passesPerText',
    better: 'lower',
    low: 7.04,
    high: 7.04,
    guard: { metric: 'rightAnswers', better: 'higher', margin: 0.05, tunes: true },
    evidence: { words: 'A', setup: 'A' },
  },
  assertions: [
    {
      id: 'of-one',
      words: 'It takes a fourth of the passes of one place a step.',
      of: { arm: 'leap', over: 'one' },
      from: 3.5,
      to: 5.5,
    },
    {
      id: 'over-nine',
      words: 'Its radius tuned on other texts, it takes some hundredths fewer passes than 0.9 everywhere.',
      of: { arm: 'leap', over: 'nine' },
      from: 1.005,
      to: 1.12,
    },
    {
      id: 'right',
      words: 'Most of the calls are right that are right with 0.9 everywhere; how many are lost the guard tells.',
      of: { arm: 'leap', over: 'nine', metric: 'rightAnswers', better: 'higher' },
      from: 0.75,
      to: 1.08,
    },
    {
      id: 'wide',
      words: 'With 0.75 within four places it takes a tenth to a quarter fewer passes than 0.9 everywhere.',
      of: { arm: 'wide', over: 'nine' },
      from: 1.08,
      to: 1.28,
    },
    {
      id: 'cost',
      words: 'That costs right calls: accuracy must be watched.',
      of: { arm: 'wide', over: 'nine', metric: 'rightAnswers', better: 'higher' },
      from: 0.35,
      to: 0.9,
    },
    {
      id: 'global',
      words: '0.75 everywhere takes a little fewer passes still.',
      of: { arm: 'wide', over: 'global' },
      from: 0.86,
      to: 1,
    },
    {
      id: 'locality',
      words: 'But is right less often: beside an anchor, less sureness is enough.',
      of: { arm: 'wide', over: 'global', metric: 'rightAnswers', better: 'higher' },
      from: 1.02,
      to: 2.5,
    },
  ],
  sensitivity: [
    { id: 'recall', words: 'Lists to remember: answers of one token', set: 'prompts.domain=recall&output=16' },
    { id: 'block', words: 'Blocks of 16 places', set: 'decoder.block=16' },
  ],
  decides: ['commit/local-leap'],
}
